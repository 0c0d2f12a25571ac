import type { Span } from './spans.ts'
import { withoutStopWords } from './spans.ts'
import { eachEdit } from './spelling.ts'
import { isLoneSign } from './words.ts'

/** What a span of a question is looked for as: the terms belong together. */
export interface Reading {
  readonly terms: readonly number[]
  /** of each term */
  readonly weight: number
  readonly by: 'word' | 'synonym' | 'beginning' | 'spelling'
}

/** What a question may be read with. */
export interface KnownWords {
  /** of a word or of any other form of it */
  termOf(word: string): number | undefined
  /** of exactly this word */
  termOfWord(word: string): number | undefined
  stemOf(word: string): string
  stemOfTerm(term: number): string
  /** visits the terms of words that begin so, some several times */
  eachBeginning(beginning: string, visit: (term: number) => void): void
}

/** A synonym is as good as an answer, but a page that says the word itself comes first; the others are guesses. */
const WEIGHTS = { word: 1, synonym: 0.8, beginning: 0.7, spelling: 0.7 } as const
const MAX_BEGINNINGS = 8
/** Synonyms a question is read with, those of its first words first: each costs as much as a word of its own. */
const MAX_SYNONYMS = 64
const MAX_SPELLINGS = 3
/** Letters of a word whose spelling is doubted, at least: short words are one edit from too much. */
const MIN_DOUBTED = 5
/** Spans of a question in which spelling is doubted, at most: what is longer was pasted, and each doubt costs 500 look-ups. */
const MAX_DOUBTING = 12

/**
 * Readings of each span of a question, the person's own words first; none when nobody wrote anything like it.
 *
 * @param frequency documents that hold a term; a term that none holds (any more) is not read
 */
export function readSpans(spans: readonly Span[], known: KnownWords, frequency: (term: number) => number): Reading[][] {
  const isHeld = (term: number | undefined): term is number => term !== undefined && frequency(term) > 0
  let synonymsLeft = MAX_SYNONYMS
  function synonyms({ words, others }: Span): Reading[] {
    const found = others.flatMap((other) => {
      const terms = withoutStopWords(other.map((word) => ({ word }))).map(({ word }) => known.termOf(word))
      const weight = (WEIGHTS.synonym * words.length) / terms.length
      return terms.every(isHeld) ? [{ terms, weight, by: 'synonym' as const }] : []
    })
    const read = found.slice(0, synonymsLeft)
    synonymsLeft -= read.length
    return read
  }

  function beginnings(word: string): number[] {
    const own = known.termOf(word)
    const found = new Set<number>()
    known.eachBeginning(word, (term) => term !== own && found.add(term))
    return mostFrequent(found, MAX_BEGINNINGS)
  }

  function spellings(word: string): number[] {
    if (word.length < MIN_DOUBTED || !/^\p{L}+$/u.test(word)) return []
    const found = new Set<number>()
    const sameStart = new Set<number>()
    eachEdit(word, (edited) => {
      const term = known.termOfWord(edited)
      if (!isHeld(term)) return
      found.add(term)
      if (edited[0] === word[0]) sameStart.add(term)
    })
    return mostFrequent(sameStart.size > 0 ? sameStart : found, MAX_SPELLINGS)
  }

  /** Ties by stem, so that the order in which words became known does not matter. */
  function mostFrequent(terms: Iterable<number>, limit: number): number[] {
    const best: { term: number; held: number; stem: string }[] = []
    for (const term of terms) {
      const held = frequency(term)
      if (held === 0 || held < (best[limit - 1]?.held ?? 0)) continue
      best.push({ term, held, stem: known.stemOfTerm(term) })
      best.sort((a, b) => b.held - a.held || (a.stem < b.stem ? -1 : 1))
      best.length = Math.min(best.length, limit)
    }
    return best.map(({ term }) => term)
  }

  const guesses = (terms: readonly number[], by: 'beginning' | 'spelling'): Reading[] =>
    terms.map((term) => ({ terms: [term], weight: WEIGHTS[by], by }))

  return spans.map((span) => {
    const own = span.words.map(({ word }) => known.termOf(word)).filter(isHeld)
    const readings = synonyms(span)
    if (own.length > 0) readings.unshift({ terms: own, weight: WEIGHTS.word, by: 'word' })
    const [only, more] = span.words
    if (!only || more) return readings
    if (span.unfinished || isLoneSign(only.word)) readings.push(...guesses(beginnings(only.word), 'beginning'))
    if (readings.length > 0 || spans.length > MAX_DOUBTING) return readings
    return guesses(spellings(only.word), 'spelling')
  })
}
