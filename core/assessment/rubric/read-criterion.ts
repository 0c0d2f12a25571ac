import type { CriterionFeedback } from '../../engine-api.ts'
import type { Criterion } from './criterion.ts'
import { forbiddenIn } from './forbidden-content.ts'
import { type Closeness, judge } from './judge.ts'
import { quantitiesOf } from './quantities.ts'
import { saidOrder } from './said-order.ts'
import { type Span, wordsOf } from './sentences.ts'
import { mentions } from './terms.ts'

export const UNSURE = 'This could be read either way, so a person will look at it. It does not count against you.'

/** What a criterion is read by. */
export interface ReadText {
  /** the whole answer */
  text: string
  /** what of it can be evidence */
  spans: readonly Span[]
  /** of each span with `keyOf(criterion)`; null without an embedder */
  closeness: readonly Closeness[] | null
  /** of each span, how near it is to any sentence that meets another criterion, [-1, 1]; null without an embedder */
  elsewhere: readonly number[] | null
  /** the case, what is asked and the rest of the key: numbers that stand there are no sign of a mistake */
  known: string
}

/** The sentences an answer is held against, those that meet the criterion first. */
export const keyOf = (criterion: Criterion): { models: string[]; wrong: string[] } => ({
  models: criterion.models,
  wrong: [...criterion.wrong, ...criterion.misconceptions.map(({ says }) => says)],
})

/** Reads an answer for one criterion, in the learner's own words, and says what would make it better. */
export function readCriterion(criterion: Criterion, read: ReadText): CriterionFeedback {
  const { id, text } = criterion
  const told = (
    verdict: CriterionFeedback['verdict'],
    quote: string | null,
    feedback: string,
    better: string[] = [],
  ) => ({
    criterion: id,
    text,
    verdict,
    feedback,
    quote,
    ...(better.length > 0 ? { better } : {}),
  })
  for (const forbidden of criterion.forbidden) {
    const found = forbiddenIn(read.text, forbidden)
    if (found !== null) return told('missed', found, criterion.missed, [forbidden.told])
  }
  if (criterion.models.length === 0)
    return read.spans.length > 0 ? told('met', null, criterion.met) : told('missed', null, criterion.missed)

  const { verdict, span, wrong } = judge({ ...criterion, ...keyOf(criterion) }, read.spans, read.closeness)
  const quote = span?.sentence ?? null
  const missing = missingFacts(criterion, read)
  const believed = wrong === null ? undefined : criterion.misconceptions[wrong - criterion.wrong.length]
  const orders = criterion.order.map((order) => ({ order, said: saidOrder(read.text, order) }))
  const reversed = orders.filter(({ said }) => said === 'wrong').map(({ order }) => saidFirst(order))

  if (verdict === 'missed') return told('missed', quote, believed?.told ?? criterion.missed, [...reversed, ...missing])
  if (reversed.length > 0) return told('missed', quote, criterion.missed, reversed)
  const stray = span ? strayNumbers(criterion, span, read) : []
  if (verdict === 'met' && stray.length > 0)
    return told('unsure', quote, UNSURE, [`Check ${stray.join(', ')}: the procedure names another number.`])
  if (verdict === 'met' && saysWrongToo(criterion, span, read)) return told('unsure', quote, UNSURE)
  return verdict === 'met' ? told('met', quote, criterion.met) : told('unsure', quote, UNSURE, missing)
}

/** Facts nobody reads out of the answer, by the plainest word for each. */
const missingFacts = (criterion: Criterion, { text }: ReadText): string[] =>
  criterion.mentions
    .filter((group) => !mentions(text, group))
    .map((group) => group.find((term) => !term.endsWith('*')) ?? group[0]?.replace('*', '…') ?? '')
    .map((term) => `It does not say “${term}” or the like.`)

/** So near to a sentence that does not meet the criterion, and nearer than to any that meets one, a sentence says the same. */
const SAME = 0.92

/** Who says the right and the wrong thing side by side leaves the choice to the reader. */
function saysWrongToo(criterion: Criterion, met: Span | null, { spans, closeness, elsewhere }: ReadText): boolean {
  const wrong = new Set(keyOf(criterion).wrong.map(plainWords))
  return spans.some((span, i) => {
    if (span === met) return false
    if (wrong.has(plainWords(span.text))) return true
    const near = closeness?.[i]
    const nearest = Math.max(...(near?.wrong ?? []))
    return nearest >= SAME && nearest > Math.max(...(near?.models ?? []), elsewhere?.[i] ?? -1)
  })
}
const plainWords = (text: string): string => wordsOf(text).join(' ').toLowerCase()

/** Numbers where the sentence it comes nearest to has others: "above 80 the lead approves". */
function strayNumbers(criterion: Criterion, span: Span, { spans, closeness, known }: ReadText): string[] {
  const cosines = closeness?.[spans.indexOf(span)]?.models ?? []
  const nearest = quantitiesOf(criterion.models[cosines.indexOf(Math.max(...cosines))] ?? '')
  const key = quantitiesOf([...criterion.models, ...criterion.mentions.flat()].join(' . '))
  const said = quantitiesOf(span.text)
  if (nearest.size === 0 || [...said].some((number) => key.has(number))) return []
  const allowed = quantitiesOf(known)
  return [...said].filter((number) => !allowed.has(number))
}

const saidFirst = ({ first, next }: Criterion['order'][number]): string =>
  `First “${plain(first)}”, then “${plain(next)}”: in your answer it is the other way round.`
const plain = (terms: readonly string[]): string =>
  (terms.find((term) => !term.endsWith('*')) ?? terms[0] ?? '').replace('*', '…')
