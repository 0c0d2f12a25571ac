import type { Criterion } from './criterion.ts'
import { wordsOf } from './sentences.ts'
import { placeOf } from './terms.ts'

type Order = Criterion['order'][number]
/** "Before I refund I ask" asks first: what stands behind these words happens later than what the sentence says beside it. */
const LATER = new Set(['before', 'until', 'till'])
const EARLIER = new Set(['after', 'once', 'when'])

/** Clauses are far fewer than these in any sentence, and words in a clause. */
const SENTENCE = 1000
const FIRST = 100
const LAST = 800
const WORDS = 1000

const CLAUSE = /\s*[;:,.!?\n]\s*|\s+(?:and then|then|and|but|so)\s+/i

/**
 * In which order a text does two things.
 *
 * @returns `unsaid` where it does not say both, or says one of them in two places that contradict
 */
export function saidOrder(text: string, { first, next }: Order): 'right' | 'wrong' | 'unsaid' {
  const a = timesOf(text, first)
  const b = timesOf(text, next)
  if (a.length === 0 || b.length === 0) return 'unsaid'
  if (Math.min(...a) < Math.min(...b)) return 'right'
  return Math.min(...b) < Math.min(...a) ? 'wrong' : 'unsaid'
}

/** When each mention happens: the place of its clause, moved behind or before its neighbours by what opens it. */
function timesOf(text: string, terms: readonly string[]): number[] {
  const times: number[] = []
  for (const [sentence, said] of text.split(/(?<=[.!?])\s+|\n+/).entries()) {
    const clauses = split(said)
    for (const [i, clause] of clauses.entries()) {
      const place = placeOf(clause.text, terms) / WORDS
      if (place < 0) continue
      // "before I ask I pay": without a comma both stand behind the "before", and what comes second happens first
      const within = clause.shift > 0 ? LAST + i - place : clause.shift < 0 ? i + place - FIRST : i + place
      times.push(sentence * SENTENCE + within)
    }
  }
  return times
}

/** Clauses of a sentence, also where a word like "before" opens one in its middle. */
function split(sentence: string): { text: string; shift: number }[] {
  return sentence
    .split(CLAUSE)
    .flatMap((part) => part.split(/\s+(?=(?:before|until|till|after|once|when)\b)/i))
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [opening = ''] = wordsOf(part)
      return { text: part, shift: LATER.has(opening) ? 1 : EARLIER.has(opening) ? -1 : 0 }
    })
}
