import type { QueryTerm } from './query-terms.ts'
import type { Vocabulary } from './terms.ts'

/** UTF-16 offsets in the text as it is written; `end` is the first place after. */
export type Mark = readonly [start: number, end: number]

/** What may stand between two words that are marked as one: nothing, or a space or dash on the same line. */
const TOGETHER = /^[^\S\r\n]?$|^\p{Pd}$/u

/** Where a text says what was asked for, in its order, never overlapping; neighbouring words are one mark. */
export function marksIn(text: string, terms: readonly QueryTerm[], vocabulary: Vocabulary): Mark[] {
  const marks: [start: number, end: number][] = []
  eachSaid(text, terms, vocabulary, (_, start, end) => {
    const last = marks.at(-1)
    if (last && areTogether(text, last[1], start)) last[1] = Math.max(last[1], end)
    else marks.push([start, end])
  })
  return marks
}

/** Visits the words of a text that were asked for. A synonym of several words is there only when all of them are. */
export function eachSaid(
  text: string,
  terms: readonly QueryTerm[],
  { eachTerm }: Vocabulary,
  visit: (term: QueryTerm, start: number, end: number) => void,
): void {
  const asked = new Map<number, QueryTerm>()
  for (const term of terms) {
    // a word that was asked for and is part of a synonym, too, is there for its own sake
    if (!asked.has(term.term) || (term.by === 'word' && asked.get(term.term)?.by !== 'word')) asked.set(term.term, term)
  }
  const said: [term: QueryTerm, start: number, end: number][] = []
  const there = new Set<number>()
  eachTerm(text, asked, (number, start, end) => {
    const term = asked.get(number)
    if (!term) return
    there.add(number)
    said.push([term, start, end])
  })
  const partly = new Set<number>()
  for (const { by, term, group, reading } of terms)
    if (by === 'synonym' && !there.has(term)) partly.add(keyOf(group, reading))
  for (const [term, start, end] of said)
    if (term.by !== 'synonym' || !partly.has(keyOf(term.group, term.reading))) visit(term, start, end)
}

export const areTogether = (text: string, end: number, start: number): boolean => TOGETHER.test(text.slice(end, start))

const keyOf = (group: number, reading: number) => group * 1000 + reading
