import { type ItemBody, presentItem } from '#core/assessment'
import type { Random } from '#core/base'
import { stopWords } from '#core/retrieval'
import type { AnswerControl, FillField, ItemResponse } from '../../core/engine-api.ts'

export type AnswerOption = Extract<AnswerControl, { answer: 'order' }>['options'][number]

/** An item as it stands on the screen, and the text of the aid its part leads to. */
export interface Asked {
  body: ItemBody
  control: AnswerControl
  aid: readonly string[]
}
export type Taker = (asked: Asked, random: Random) => ItemResponse

export const asked = (id: string, body: ItemBody, aid: readonly string[], seed: number): Asked => ({
  body,
  control: presentItem(id, body, seed, []).control,
  aid,
})

/** How somebody who cannot do the work comes to an answer. */
interface Manner {
  pick<T extends AnswerOption>(options: readonly T[]): T
  text(): string
  value(field: Pick<FillField, 'type'>): string
  /** which lines of a record look wrong */
  mark(lines: readonly FillField[]): readonly FillField[]
}

/** Whoever answers so never reads the key: only the screen and the aid. */
export const naiveTakers: Record<string, Taker> = {
  'guesses by chance': (it, random) =>
    respond(it, random, {
      pick: (options) => drawn(options, random),
      text: () => 'I would do what is best for the customer and make sure that everybody is happy with it in the end.',
      value: (field) => valueFrom(field, caseOf(it), random),
      mark: (lines) => lines.filter(() => random.next() < 2 / lines.length),
    }),
  'takes what stands first': (it, random) =>
    respond(it, random, {
      pick: (options) => options[0] as (typeof options)[0],
      text: () => caseOf(it).split('. ')[0] ?? '',
      value: (field) => valueFrom(field, caseOf(it), null),
      mark: (lines) => lines.slice(0, 1),
    }),
  'takes what is longest': (it, random) =>
    respond(it, random, {
      pick: (options) => most(options, ({ text }) => text.length),
      text: () => `${caseOf(it)} ${caseOf(it)}`,
      value: (field) => valueFrom(field, caseOf(it), random),
      mark: (lines) => [most(lines, ({ given }) => given?.length ?? 0)],
    }),
  'takes what is shortest': (it, random) =>
    respond(it, random, {
      pick: (options) => most(options, ({ text }) => -text.length),
      text: () => 'Ask the team lead.',
      value: (field) => valueFrom(field, caseOf(it), random),
      mark: (lines) => [most(lines, ({ given }) => -(given?.length ?? 0))],
    }),
  'pastes the question': (it, random) =>
    respond(it, random, {
      pick: (options) => most(options, ({ text }) => shared(text, caseOf(it))),
      text: () => caseOf(it),
      value: (field) => valueFrom(field, caseOf(it), random),
      mark: (lines) => [most(lines, ({ given }) => shared(given ?? '', caseOf(it)))],
    }),
  'writes words of the aid': (it, random) =>
    respond(it, random, {
      ...byAid(it, random),
      text: () =>
        random
          .shuffle(wordsOf(it.aid.join(' ')))
          .slice(0, 40)
          .join(' '),
    }),
  'says the aid by heart': (it, random) =>
    respond(it, random, {
      ...byAid(it, random),
      text: () =>
        it.aid
          .toSorted((a, b) => shared(b, caseOf(it)) - shared(a, caseOf(it)))
          .slice(0, 4)
          .join(' '),
    }),
}

/** Takes what sounds most like the aid. */
const byAid = ({ aid }: Asked, random: Random): Omit<Manner, 'text'> => ({
  pick: (options) => most(options, ({ text }) => shared(text, aid.join(' '))),
  value: (field) => valueFrom(field, aid.join(' '), random),
  mark: (lines) => [most(lines, ({ given }) => -shared(given ?? '', aid.join(' ')))],
})

function respond({ control }: Asked, random: Random, { pick, text, value, mark }: Manner): ItemResponse {
  switch (control.answer) {
    case 'text':
      return { answer: 'text', text: text().slice(0, control.maxChars) }
    case 'order': {
      const left = [...random.shuffle(control.options)]
      const order: string[] = []
      while (left.length > 0) order.push(...left.splice(left.indexOf(pick(left)), 1).map(({ id }) => id))
      return { answer: 'order', order }
    }
    case 'choose-and-justify':
      return { answer: 'choose-and-justify', choice: pick(control.options).id, reason: pick(control.reasons).id }
    case 'choose': {
      const [one, other] = [pick(control.options), pick(control.options.slice(0, -1))]
      return { answer: 'choose', choices: [...new Set(control.many ? [one.id, other.id] : [one.id])] }
    }
    case 'number':
      return { answer: 'number', value: value({ type: 'number' }) }
    case 'match':
      return { answer: 'match', pairs: control.lefts.map(({ id }) => ({ left: id, right: pick(control.rights).id })) }
    case 'fill': {
      const lines = control.fields.filter(({ given }) => given !== undefined)
      const marked = lines.length > 0 ? mark(lines) : control.fields
      const fields = (marked.length > 0 ? marked : lines.slice(0, 1)).map((field) => ({
        field: field.id,
        // a line of a record is put right with what another line says
        value: field.options ? pick(field.options).id : field.given ? (drawn(lines, random).given ?? '') : value(field),
      }))
      return { answer: 'fill', fields }
    }
    case 'locate': {
      const { x, y } = pick(control.places)
      return { answer: 'locate', x, y }
    }
    case 'dialogue': {
      const choices: string[] = []
      let turn = control.turns.find(({ id }) => id === control.start)
      while (turn && turn.replies.length > 0) {
        const reply = pick(turn.replies)
        choices.push(reply.id)
        turn = control.turns.find(({ id }) => id === reply.next)
      }
      return { answer: 'dialogue', choices }
    }
  }
}

const drawn = <T>(list: readonly T[], random: Random): T => list[random.int(list.length)] as T

/** The first of those that have most. */
const most = <T>(list: readonly T[], of: (each: T) => number): T =>
  list.reduce((best, each) => (of(each) > of(best) ? each : best))

const caseOf = ({ body: { task } }: Asked): string => {
  const { situation, ask } = task as { situation: string[]; ask: string }
  return [...situation, ask].join(' ')
}

const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []).filter((word) => !stopWords.has(word))

function shared(text: string, other: string): number {
  const known = new Set(wordsOf(other))
  return wordsOf(text).filter((word) => known.has(word)).length
}

/** A number, a day or a word that stands in a text; without chance the first. */
function valueFrom({ type }: Pick<FillField, 'type'>, text: string, random: Random | null): string {
  const at = <T>(list: readonly T[]): T | undefined => (random ? list[random.int(list.length)] : list[0])
  if (type === 'day') return `2026-05-${String(random ? 10 + random.int(15) : 11)}`
  if (type === 'number') return at(text.match(/\d+(\.\d+)?/g) ?? []) ?? '10'
  return at(text.match(/\S*\d\S*/g)?.map((word) => word.replace(/[.,]$/, '')) ?? []) ?? 'Yes'
}
