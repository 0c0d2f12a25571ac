import * as v from 'valibot'
import type { Block } from '#core/content'
import { cosine } from '#core/embedding'
import type { CriterionFeedback, ItemOutcome } from '../../engine-api.ts'
import { defineItemType, type Embed } from '../item-type.ts'
import { scoreOf } from '../rubric/criteria-of.ts'
import { Criterion, criterionForm, type Forbidden } from '../rubric/criterion.ts'
import { copiedShare, isKeywordList } from '../rubric/guards.ts'
import type { Closeness } from '../rubric/judge.ts'
import { lookAgain } from '../rubric/look-again.ts'
import { keyOf, readCriterion, UNSURE } from '../rubric/read-criterion.ts'
import { type Span, spansOf, wordsOf } from '../rubric/sentences.ts'
import { distinct, reviewedTask, taskBlocks, taskEntries, taskForm } from '../task.ts'

const MAX_CHARS = 2_000
/** a span most of which repeats the task says nothing of its own */
const COPIED = 0.7

const Task = v.object({
  ...taskEntries,
  minWords: v.optional(v.pipe(v.number(), v.integer(), v.minValue(3), v.maxValue(60)), 12),
  /** a good answer repeats facts of the case (a handover note): then only an answer that is nothing else counts as copied */
  restates: v.optional(v.boolean(), false),
  criteria: v.pipe(
    v.array(Criterion),
    v.minLength(1),
    v.maxLength(6),
    v.check((criteria) => distinct(criteria.map((c) => c.id)), 'must not use a criterion id twice'),
    v.check((criteria) => criteria.some((c) => c.required), 'must have at least one required criterion'),
  ),
})
type Task = v.InferOutput<typeof Task>

/**
 * A case answered in one's own words, read criterion by criterion on the device. Score: share of criteria met; correct:
 * every required one met. Where the evidence for a required criterion is unclear it abstains and a person decides. An
 * antonym or shuffled words can still pass: alone, one such item must not decide anything that matters.
 */
export const scenario = defineItemType({
  type: 'scenario',
  produces: true,
  form: [
    ...taskForm,
    {
      name: 'minWords',
      type: 'number',
      label: 'Words an answer needs at least',
      min: 3,
      max: 60,
      step: 1,
      initial: 12,
    },
    {
      name: 'restates',
      type: 'flag',
      label: 'A good answer repeats facts of the case',
      hint: 'As a handover note does. Otherwise an answer that copies the case is not counted.',
    },
    {
      name: 'criteria',
      type: 'list',
      label: 'What an answer is read for',
      item: { type: 'group', fields: criterionForm },
      itemLabel: 'Criterion',
      min: 1,
      max: 6,
    },
  ],
  taskSchema: Task,
  responseSchema: v.object({ answer: v.literal('text'), text: v.pipe(v.string(), v.maxLength(MAX_CHARS)) }),
  present: (task) => ({
    blocks: taskBlocks(task),
    control: { answer: 'text', label: task.ask, minWords: task.minWords, maxChars: MAX_CHARS },
  }),
  review: (task) => [
    ...reviewedTask(task),
    ...task.criteria.flatMap((criterion): Block[] => [
      { block: 'heading', text: `${criterion.text} (${criterion.required ? 'required' : 'good to have'})`, level: 3 },
      ...(criterion.models.length > 0
        ? [{ block: 'do-dont' as const, do: criterion.models, dont: criterion.wrong }]
        : []),
      ...(criterion.mentions.length > 0
        ? [
            {
              block: 'text' as const,
              text: `Must say: ${criterion.mentions.map((group) => group.join(' or ')).join('; ')}`,
            },
          ]
        : []),
      ...criterion.order.map(
        ({ first, next }): Block => ({
          block: 'text',
          text: `First ${first.join(' or ')}, then ${next.join(' or ')}`,
        }),
      ),
      {
        block: 'decision',
        rows: [
          { when: 'met', do: criterion.met },
          { when: 'missed', do: criterion.missed },
          ...criterion.misconceptions.map(({ says, told }) => ({ when: `it says “${says}”`, do: told })),
          ...criterion.forbidden.map((each) => ({ when: `it holds ${saidForbidden(each)}`, do: each.told })),
        ],
      },
    ]),
  ],
  score: async (task, response, world) => {
    const { embed } = world
    const { text } = response
    const given = [...task.situation, task.ask].join(' ')
    const own = spansOf(response.text).filter((span) => copiedShare(task.restates ? text : span.text, given) < COPIED)
    const spans = own.filter((span) => !isKeywordList(span.text))
    // keywords without a sentence may be right: not for a machine to say
    if (spans.length === 0 && own.length > 0) return handOver(task)
    if (wordsOf(spans.map((span) => span.text).join(' ')).length < 3)
      return outcome(task, firstReading(task, text, [], null))
    const first = firstReading(task, text, spans, embed ? await closenessOf(task, spans, embed) : null)
    const read = outcome(task, await lookAgain(task.ask, text, task.criteria, first, world))
    // a few right words are not yet an answer: a person may pass it, the machine does not
    return read.correct && wordsOf(text).length < task.minWords / 2 ? handOver(task) : read
  },
  examples: [
    {
      task: {
        difficulty: 'typical',
        situation: ['A customer wants 80 back for a lamp.'],
        ask: 'What do you do?',
        minWords: 5,
        criteria: [
          {
            id: 'asks-lead',
            text: 'Asks the team lead before any money moves',
            models: ['I ask my team lead to approve the refund', 'The team lead has to approve it first'],
            mentions: [['team lead', 'supervisor']],
            met: 'Above 50 a team lead approves.',
            missed: 'Above 50 a team lead has to approve.',
          },
        ],
      },
      response: { answer: 'text', text: 'I ask my team lead to approve the refund.' },
      correct: true,
    },
  ],
})

const saidForbidden = ({ what, words }: Forbidden): string =>
  what === 'words' ? words.map((word) => `“${word}”`).join(' or ') : `a ${what.replace('-', ' ')}`

/** Vectors of the key come first, in one call of their own: they are the same for everybody and worth caching. By criterion, then span. */
async function closenessOf(task: Task, spans: readonly Span[], embed: Embed): Promise<Closeness[][]> {
  const keys = task.criteria.map(keyOf)
  const key = await embed(keys.flatMap(({ models, wrong }) => [...models, ...wrong]))
  const said = await embed(spans.map((span) => span.text))
  let from = 0
  return keys.map(({ models, wrong }) => {
    const right = key.slice(from, from + models.length)
    const others = key.slice(from + models.length, from + models.length + wrong.length)
    from += models.length + wrong.length
    return said.map((vector) => ({
      models: right.map((model) => cosine(model, vector)),
      wrong: others.map((sentence) => cosine(sentence, vector)),
    }))
  })
}

function firstReading(
  task: Task,
  text: string,
  spans: readonly Span[],
  closeness: Closeness[][] | null,
): CriterionFeedback[] {
  const key = task.criteria.flatMap(({ models, met, missed }) => [...models, met, missed])
  const known = [...task.situation, task.ask, ...key].join(' . ')
  return task.criteria.map((criterion, c) => {
    const others = closeness?.filter((_, other) => other !== c) ?? []
    const near = spans.map((_, i) => Math.max(-1, ...others.flatMap((each) => each[i]?.models ?? [])))
    // a clause says what its sentence says
    const elsewhere = spans.map(({ sentence }) => Math.max(...near.filter((_, i) => spans[i]?.sentence === sentence)))
    return readCriterion(criterion, {
      text,
      spans,
      closeness: closeness?.[c] ?? null,
      elsewhere: closeness ? elsewhere : null,
      known,
    })
  })
}

function outcome(task: Task, criteria: CriterionFeedback[]): ItemOutcome {
  const required = criteria.filter((_, c) => task.criteria[c]?.required)
  const failed = required.some((c) => c.verdict === 'missed')
  if (!failed && required.some((c) => c.verdict === 'unsure'))
    return { state: 'abstained', score: 0, correct: false, criteria }
  const { score, correct } = scoreOf(task.criteria, (id) =>
    criteria.some(({ criterion, verdict }) => criterion === id && verdict === 'met'),
  )
  return { state: 'scored', score, correct, criteria }
}

function handOver(task: Task): ItemOutcome {
  const criteria = task.criteria.map(({ id, text }): CriterionFeedback => {
    return { criterion: id, text, verdict: 'unsure', feedback: UNSURE, quote: null }
  })
  return { state: 'abstained', score: 0, correct: false, criteria }
}
