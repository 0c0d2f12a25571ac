import type { QueryTerm } from './query-terms.ts'
import { stopWords } from './stop-words.ts'
import type { Vocabulary } from './terms.ts'

/** Documents of a collection, and how many of them hold a term. */
export interface Counted {
  readonly documents: number
  frequency(term: number): number
}

/**
 * How much of a question a text says, 0-1: the share of the question's groups of terms, each as heavy as its first reading is rare
 * (BM25's inverse document frequency, so a word nobody wrote is the heaviest). Of a group its best reading counts: a synonym or the
 * likely spelling says what was asked as well as the word itself. A question of stop words alone asks nothing: 0.
 */
export function coverage(text: string, terms: readonly QueryTerm[], vocabulary: Vocabulary, counted: Counted): number {
  const said = new Set<number>()
  vocabulary.eachTerm(text, new Set(terms.map(({ term }) => term)), (term) => said.add(term))
  const rarity = (term: number) => {
    const held = counted.frequency(term)
    return Math.log(1 + (counted.documents - held + 0.5) / (held + 0.5))
  }
  if (terms.every(({ asked }) => stopWords.has(asked.toLowerCase()))) return 0
  let covered = 0
  let asked = 0
  for (let from = 0, to = 0; from < terms.length; from = to) {
    let best = 0
    let weight = 0
    const group = terms[from]?.group
    while (to < terms.length && terms[to]?.group === group) {
      const reading = terms[to]?.reading
      let [whole, there] = [0, 0]
      for (; terms[to]?.group === group && terms[to]?.reading === reading; to++) {
        const { term } = terms[to] as QueryTerm
        whole += rarity(term)
        if (said.has(term)) there += rarity(term)
      }
      if (weight === 0) weight = whole
      if (whole > 0) best = Math.max(best, there / whole)
    }
    covered += best * weight
    asked += weight
  }
  return asked > 0 ? covered / asked : 0
}
