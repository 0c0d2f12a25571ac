import { type KnownWords, type Reading, readSpans } from './readings.ts'
import { spansOf } from './spans.ts'
import type { FindEquivalents } from './synonyms.ts'

/**
 * A term a question is answered with. Terms of one `group` stand for the same words of the question, in one or several readings
 * (the words themselves, a synonym, a word that begins so, a likely spelling); the best reading counts, and a reading is the sum of
 * its terms. Groups and readings lie together and are numbered from 0.
 */
export interface QueryTerm {
  /** `UNKNOWN` for a word nobody wrote: nothing can be found by it, but the question is less covered for it */
  readonly term: number
  /** 1 for the person's own word; of what was made of it, the terms of a reading weigh together less than the words asked */
  readonly weight: number
  readonly group: number
  readonly reading: number
  /** what the person typed */
  readonly asked: string
  readonly by: Reading['by']
}

/** Stands for a word that nobody wrote. */
export const UNKNOWN = -1

export interface QueryOptions {
  equivalents?: FindEquivalents
  /** the last word may be unfinished when no space follows it */
  typing?: boolean
  /** documents that hold a term; without it every known term counts as held by one */
  frequency?: (term: number) => number
}

/** Groups of a question that are looked for: of a pasted page the rarest say what it is about. */
const MAX_GROUPS = 64
/** Letters of a question that are read. */
const MAX_LETTERS = 6_000

/** The words of a question worth looking for, each once; stop words only when there is nothing else. */
export function queryTerms(text: string, known: KnownWords, options: QueryOptions = {}): QueryTerm[] {
  const { equivalents, typing = false, frequency = () => 1 } = options
  const question = text.slice(0, MAX_LETTERS)
  const spans = spansOf(question, { equivalents, typing, stemOf: known.stemOf })
  const readings = readSpans(spans, known, frequency)
  const groups = spans.map((span, i) => ({ span, readings: readings[i] ?? [] }))
  return rarest(groups, frequency).flatMap(({ span, readings }, group) => {
    const asked = question.slice(span.words[0]?.start ?? 0, span.words.at(-1)?.end ?? 0)
    if (readings.length === 0) return [{ term: UNKNOWN, weight: 1, group, reading: 0, asked, by: 'word' as const }]
    return readings.flatMap(({ terms, by, weight }, reading) =>
      terms.map((term) => ({ term, weight, group, reading, asked, by })),
    )
  })
}

/** Those whose words fewest documents hold, in the question's order; of a question this long unknown words say nothing. */
function rarest<T extends { readings: readonly Reading[] }>(
  groups: readonly T[],
  frequency: (term: number) => number,
): readonly T[] {
  if (groups.length <= MAX_GROUPS) return groups
  const held = ({ readings }: T) => Math.min(...readings.flatMap(({ terms }) => terms.map(frequency)))
  const known = groups
    .map((group, place) => ({ group, place, held: held(group) }))
    .filter((each) => each.held < Number.POSITIVE_INFINITY)
  const kept = known.sort((a, b) => a.held - b.held || a.place - b.place).slice(0, MAX_GROUPS)
  return kept.sort((a, b) => a.place - b.place).map(({ group }) => group)
}
