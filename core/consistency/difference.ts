import { oppositesIn } from './antonyms.ts'
import type { Modal, Negation, Rule, Value } from './rule.ts'

/** What two sentences about the same thing say differently. Offsets are UTF-16 units in either sentence. */
export interface Difference {
  type: 'value' | 'modal' | 'negation' | 'opposite'
  /** of values: their class */
  kind: string
  a: Span
  b: Span
  /** share of the words around that agree, 0 to 1 */
  agreement: number
}
export interface Span {
  start: number
  end: number
}

type Idf = (stem: string) => number

/** The difference that says most, or null: no typed difference, no finding. */
export function differenceOf(a: Rule, b: Rule, idf: Idf): Difference | null {
  return valueDifference(a, b, idf) ?? negationDifference(a, b) ?? oppositeDifference(a, b) ?? modalDifference(a, b)
}

/** Multisets, not sets: "50 % now, 80 % later" and "80 % now, 80 % later" differ. */
function valueDifference(a: Rule, b: Rule, idf: Idf): Difference | null {
  let best: Difference | null = null
  for (const kind of new Set(a.values.map((value) => value.kind))) {
    const [left, right] = withoutEqual(ofKind(a, kind), ofKind(b, kind))
    for (const x of left)
      for (const y of right) {
        if (isWithin(x, y) || isWithin(y, x)) continue
        const agreement = agreementOf(x, y, idf)
        if (agreement >= MIN_AGREEMENT && agreement > (best?.agreement ?? 0))
          best = { type: 'value', kind, a: spanOf(x), b: spanOf(y), agreement }
      }
  }
  return best
}

const MIN_AGREEMENT = 0.25
const ofKind = ({ values }: Rule, kind: string) => values.filter((value) => value.kind === kind)

function withoutEqual(a: readonly Value[], b: readonly Value[]): [Value[], Value[]] {
  const right = [...b]
  const left = a.filter(({ value }) => {
    const at = right.findIndex((other) => isSame(other.kind, other.value, value))
    if (at < 0) return true
    right.splice(at, 1)
    return false
  })
  return [left, right]
}

/** "30 days" and "a month" are one: a share by which two times may differ. */
const SAME_TIME = 0.016
function isSame(kind: string, a: string, b: string): boolean {
  if (a === b || (kind !== 'duration' && kind !== 'frequency')) return a === b
  const [left, right] = [a, b].map((value) => value.split('-').map(Number))
  return left?.length === right?.length && !!left?.every((x, i) => Math.abs(x / (right?.[i] || 1) - 1) <= SAME_TIME)
}
const isWithin = ({ value: single }: Value, { value: range }: Value): boolean => {
  const [low, high] = range.split('-').map(Number)
  return high !== undefined && !single.includes('-') && Number(single) >= (low ?? 0) && Number(single) <= high
}

function agreementOf(x: Value, y: Value, idf: Idf): number {
  // the counted noun decides: "3 days" and "3 reviewers" are about different things
  if (x.kind === 'count') return x.near.some((stem) => y.near.includes(stem)) ? 1 : 0
  const mass = (stems: readonly string[]) => stems.reduce((sum, stem) => sum + idf(stem), 0)
  const shared = mass(x.near.filter((stem) => y.near.includes(stem)))
  return shared / Math.max(1e-9, Math.min(mass(x.near), mass(y.near)))
}

function negationDifference(a: Rule, b: Rule): Difference | null {
  const left = unmatched(a.negations, b.negations)
  const right = unmatched(b.negations, a.negations)
  if (left.length + right.length !== 1) return null
  const [negation] = [...left, ...right]
  if (!negation) return null
  const other = left.length > 0 ? b : a
  const [verb = '', object = ''] = negation.act
  const hasVerb = other.words.includes(verb)
  // "will not get leave" beside "will receive leave": the same is denied in another word
  if (!hasVerb && !other.words.includes(object)) return null
  const agreement = hasVerb ? 1 : OTHER_VERB
  const here = spanOf(negation)
  return left.length > 0
    ? { type: 'negation', kind: 'negation', a: here, b: NOWHERE, agreement }
    : { type: 'negation', kind: 'negation', a: NOWHERE, b: here, agreement }
}

const OTHER_VERB = 0.5
const NOWHERE: Span = { start: 0, end: 0 }
const unmatched = (all: readonly Negation[], others: readonly Negation[]): Negation[] =>
  all.filter(({ act }) => !others.some((other) => other.act.some((stem) => act.includes(stem))))

function oppositeDifference(a: Rule, b: Rule): Difference | null {
  if (a.negations.length !== b.negations.length) return null
  const [inA, inB] = [new Set(a.words), new Set(b.words)]
  const found = oppositesIn(
    a.words.filter((stem) => !inB.has(stem)),
    b.words.filter((stem) => !inA.has(stem)),
  )
  return found && { type: 'opposite', kind: found.join('/'), a: NOWHERE, b: NOWHERE, agreement: 1 }
}

function modalDifference(a: Rule, b: Rule): Difference | null {
  // "may be required to" says the same beside itself
  const left = a.modals.filter((x) => !b.modals.some((y) => x.strength === y.strength && bindSame(x, y)))
  const right = b.modals.filter((y) => !a.modals.some((x) => x.strength === y.strength && bindSame(x, y)))
  for (const x of left)
    for (const y of right)
      if (isNoticeable(x, y) && bindSame(x, y))
        return { type: 'modal', kind: 'modal', a: spanOf(x), b: spanOf(y), agreement: 1 }
  return null
}

const bindSame = (x: Modal, y: Modal): boolean => x.act.some((stem) => y.act.includes(stem))

/** "must" beside anything weaker, "should" beside "need not". "may" and "should" are used for each other. */
function isNoticeable({ strength: x }: Modal, { strength: y }: Modal): boolean {
  const [low, high] = [Math.min(x, y), Math.max(x, y)]
  return (high === 3 && low < 3) || (high === 2 && low === 0)
}

const spanOf = ({ start, end }: Span): Span => ({ start, end })
