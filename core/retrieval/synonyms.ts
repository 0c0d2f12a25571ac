import { stemOf } from './stem.ts'
import { wordsOf } from './words.ts'

/** Groups of words or short phrases that mean the same in this organisation. */
export type Synonyms = readonly (readonly string[])[]

/** A stretch of a question that is in a group, and the group's others. */
export interface Equivalents {
  /** how many words of the question it covers */
  readonly words: number
  /** the others, each as its words */
  readonly others: readonly (readonly string[])[]
}

/** Longest phrase that is looked for, in words. */
const MAX_WORDS = 6

/** What else the words from place `from` on may be called: the longest stretch wins; null when there is none. */
export type FindEquivalents = (stems: readonly string[], from: number) => Equivalents | null

/** Forms of a word count as the word: a group with "vacation" is found for "vacations". */
export function createEquivalents(synonyms: Synonyms): FindEquivalents {
  const byPhrase = new Map<string, string[][]>()
  for (const group of synonyms) {
    const phrases = group.map(wordsOf).filter(({ length }) => length > 0 && length <= MAX_WORDS)
    for (const phrase of phrases) {
      const key = phrase.map(stemOf).join(' ')
      const others = phrases.filter((other) => other.map(stemOf).join(' ') !== key)
      byPhrase.set(key, [...(byPhrase.get(key) ?? []), ...others])
    }
  }
  if (byPhrase.size === 0) return () => null
  return (stems, from) => {
    for (let words = Math.min(MAX_WORDS, stems.length - from); words > 0; words--) {
      const others = byPhrase.get(stems.slice(from, from + words).join(' '))
      if (others && others.length > 0) return { words, others }
    }
    return null
  }
}
