import * as v from 'valibot'
import { Slug } from '#core/content'
import type { CriterionFeedback } from '../../engine-api.ts'
import { defineItemType } from '../item-type.ts'
import {
  distinct,
  optionId,
  reviewedTask,
  shuffledOptions,
  taskBlocks,
  taskEntries,
  taskForm,
  unknownOption,
  Words,
} from '../task.ts'

/** Longest conversation, in replies: what is asked stays one thing, and every path ends. */
const MAX_REPLIES = 8

const Reply = v.object({
  text: Words,
  /** `acceptable` is no mistake and earns half */
  is: v.picklist(['right', 'acceptable', 'wrong']),
  why: Words,
  /** the turn it leads to; without one the conversation ends */
  next: v.optional(Slug),
})

/** What the other person says, and what may be replied. Without replies it is their last word. */
const TurnOfTalk = v.object({
  id: Slug,
  says: Words,
  replies: v.pipe(
    v.array(Reply),
    v.maxLength(5),
    v.check((replies) => replies.length !== 1, 'must offer at least two replies, or none where it ends'),
    v.check((replies) => distinct(replies.map(({ text }) => text)), 'must not offer a reply twice'),
  ),
})
type TurnOfTalk = v.InferOutput<typeof TurnOfTalk>

const Task = v.object({
  ...taskEntries,
  /** the first is what the other person begins with */
  turns: v.pipe(
    v.array(TurnOfTalk),
    v.minLength(1),
    v.maxLength(20),
    v.check((turns) => distinct(turns.map(({ id }) => id)), 'must not use the id of a turn twice'),
    v.check((turns) => distinct(turns.map(turnId)), 'must not have two turns that read the same'),
    v.check((turns) => (turns[0]?.replies.length ?? 0) > 0, 'must offer replies to what is said first'),
    v.check((turns) => leadsSomewhere(turns), 'must not lead to a turn that is not there'),
    v.check((turns) => longest(turns) <= MAX_REPLIES, `must end on every path, within ${MAX_REPLIES} replies`),
    v.check((turns) => reached(turns).size === turns.length, 'must lead to every turn there is'),
    v.check((turns) => hasRightPath(turns), 'must have a path on which every reply is right'),
  ),
})

/**
 * A conversation: the other person says something, a reply is chosen, and what follows depends on it. Score: mean of the
 * replies on the path, 1 for right, half for acceptable; correct: no wrong reply on it.
 */
export const dialogue = defineItemType({
  type: 'dialogue',
  produces: true,
  form: [
    ...taskForm,
    {
      name: 'turns',
      type: 'list',
      label: 'The conversation',
      hint: 'The first turn begins it. A reply leads to the turn whose short id it names.',
      item: {
        type: 'group',
        fields: [
          { name: 'id', type: 'text', label: 'Short id', hint: 'Small letters, digits and hyphens.', max: 100 },
          { name: 'says', type: 'long-text', label: 'The other person says', max: 1_000 },
          {
            name: 'replies',
            type: 'list',
            label: 'What may be replied',
            hint: 'None where it is their last word.',
            item: {
              type: 'group',
              fields: [
                { name: 'text', type: 'long-text', label: 'Reply', max: 1_000 },
                {
                  name: 'is',
                  type: 'choice',
                  label: 'It is',
                  options: [
                    { value: 'right', label: 'Right' },
                    { value: 'acceptable', label: 'Acceptable' },
                    { value: 'wrong', label: 'Wrong' },
                  ],
                  initial: 'wrong',
                },
                { name: 'why', type: 'long-text', label: 'Told after the answer', max: 1_000 },
                {
                  name: 'next',
                  type: 'text',
                  label: 'Leads to the turn',
                  hint: 'Empty: it ends.',
                  optional: true,
                  max: 100,
                },
              ],
            },
            itemLabel: 'Reply',
            min: 0,
            max: 5,
          },
        ],
      },
      itemLabel: 'Turn',
      min: 1,
      max: 20,
    },
  ],
  taskSchema: Task,
  responseSchema: v.object({
    answer: v.literal('dialogue'),
    choices: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(MAX_REPLIES)),
  }),
  present: ({ turns, ...task }, seed) => {
    const ids = new Map(turns.map((turn) => [turn.id, turnId(turn)]))
    const shown = turns.map((turn, at) => {
      const nexts = new Map(turn.replies.map(({ text, next }) => [text, ids.get(next ?? '') ?? null]))
      const replies = shuffledOptions([...nexts.keys()], seed + at).map((reply) => ({
        ...reply,
        next: nexts.get(reply.text) ?? null,
      }))
      return { id: turnId(turn), says: turn.says, replies }
    })
    const start = shown[0]?.id ?? ''
    return {
      blocks: taskBlocks(task),
      control: { answer: 'dialogue', label: task.ask, start, turns: shown.sort((a, b) => (a.id < b.id ? -1 : 1)) },
    }
  },
  review: (task) => [
    ...reviewedTask(task),
    ...task.turns.flatMap(({ id, says, replies }) => [
      { block: 'heading' as const, text: `${id}: "${says}"`, level: 4 as const },
      ...(replies.length > 0
        ? [
            {
              block: 'table' as const,
              head: ['Reply', 'It is', 'Told', 'Leads to'],
              rows: replies.map((reply) => [reply.text, reply.is, reply.why, reply.next ?? 'the end']),
            },
          ]
        : []),
    ]),
  ],
  score: async ({ turns }, { choices }) => {
    const byId = new Map(turns.map((turn) => [turn.id, turn]))
    let turn = turns[0]
    let points = 0
    const criteria = choices.map((choice, at): CriterionFeedback => {
      const reply = turn?.replies.find(({ text }) => optionId(text) === choice) ?? unknownOption()
      const about = { criterion: `reply-${at + 1}`, text: turn?.says ?? '' }
      turn = byId.get(reply.next ?? '')
      points += reply.is === 'right' ? 1 : reply.is === 'acceptable' ? 0.5 : 0
      return { ...about, verdict: reply.is === 'wrong' ? 'missed' : 'met', feedback: reply.why, quote: reply.text }
    })
    if (turn && turn.replies.length > 0) unknownOption()
    const correct = criteria.every(({ verdict }) => verdict === 'met')
    return { state: 'scored', score: points / criteria.length, correct, criteria }
  },
  examples: [
    {
      task: {
        difficulty: 'typical',
        situation: ['A caller is angry: a lamp for 80 came broken.'],
        ask: 'Lead the conversation.',
        turns: [
          {
            id: 'start',
            says: 'I want my money back, now!',
            replies: [
              {
                text: 'I am sorry. May I have the order number?',
                is: 'right',
                why: 'First the order.',
                next: 'number',
              },
              { text: 'I have sent it already.', is: 'wrong', why: 'Nothing was checked.' },
            ],
          },
          {
            id: 'number',
            says: 'It is 4711.',
            replies: [
              {
                text: 'Thank you. My team lead approves it, then it is sent.',
                is: 'right',
                why: 'Above 50.',
                next: 'end',
              },
              { text: 'Thank you. One moment.', is: 'acceptable', why: 'Say what comes next.', next: 'end' },
            ],
          },
          { id: 'end', says: 'All right. Thank you.', replies: [] },
        ],
      },
      response: {
        answer: 'dialogue',
        choices: ['I am sorry. May I have the order number?', 'Thank you. One moment.'].map(optionId),
      },
      correct: true,
    },
  ],
})

/** Named after its words, in no author's order: what an author calls a turn, or writes first in it, may say how it went. */
const turnId = ({ says, replies }: TurnOfTalk): string =>
  optionId([says, ...replies.map(({ text }) => text).sort()].join('\n'))

function leadsSomewhere(turns: readonly TurnOfTalk[]): boolean {
  const ids = new Set(turns.map(({ id }) => id))
  return turns.every(({ replies }) => replies.every(({ next }) => next === undefined || ids.has(next)))
}

/** Replies on the longest path from the first turn; Infinity where it goes round in a circle. */
function longest(turns: readonly TurnOfTalk[]): number {
  const byId = new Map(turns.map((turn) => [turn.id, turn]))
  const known = new Map<string, number>()
  const from = (turn: TurnOfTalk | undefined, above: ReadonlySet<string>): number => {
    if (!turn || turn.replies.length === 0) return 0
    if (above.has(turn.id)) return Number.POSITIVE_INFINITY
    const before = known.get(turn.id)
    if (before !== undefined) return before
    const within = new Set([...above, turn.id])
    const longest = 1 + Math.max(...turn.replies.map(({ next }) => from(byId.get(next ?? ''), within)))
    known.set(turn.id, longest)
    return longest
  }
  return from(turns[0], new Set())
}

/** Ids of the turns that some path comes to, by replies that pass `may`. */
function reached(turns: readonly TurnOfTalk[], may: (is: TurnOfTalk['replies'][number]) => boolean = () => true) {
  const found = new Set(turns.slice(0, 1).map(({ id }) => id))
  for (const id of found)
    for (const reply of turns.find((turn) => turn.id === id)?.replies ?? [])
      if (reply.next !== undefined && may(reply)) found.add(reply.next)
  return found
}

/** From the first turn by right replies to an end. */
function hasRightPath(turns: readonly TurnOfTalk[]): boolean {
  const byRight = reached(turns, ({ is }) => is === 'right')
  return turns.some(
    ({ id, replies }) =>
      byRight.has(id) && (replies.length === 0 || replies.some(({ is, next }) => is === 'right' && next === undefined)),
  )
}
