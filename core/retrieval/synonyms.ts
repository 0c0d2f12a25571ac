import { stemOf } from './stem.ts'
import { wordsOf } from './words.ts'

/** Groups of words or short phrases that mean the same in this organisation. */
export type Synonyms = readonly (readonly string[])[]

/** A stretch of a question that is in a group, and the group's others. */
interface Equivalents {
  /** how many words of the question it covers */
  readonly words: number
  /** the others, each as its words */
  readonly others: readonly (readonly string[])[]
}

/** Longest phrase that is looked for, in words: 60 letters of a script without spaces, or of "a-b-c", are no more. */
const MAX_WORDS = 60

/** What else the words from place `from` on may be called: the longest stretch wins; null when there is none. */
export type FindEquivalents = (stems: readonly string[], from: number) => Equivalents | null

/**
 * Forms of a word count as the word: a group with "vacation" is found for "vacations". A phrase in several groups has the others
 * of all of them.
 */
export function createEquivalents(synonyms: Synonyms): FindEquivalents {
  const othersByPhrase = new Map<string, (readonly string[])[]>()
  /** by first stem: words of the longest phrase */
  const longest = new Map<string, number>()
  for (const group of synonyms) {
    const phrases = group
      .map(wordsOf)
      .filter(({ length }) => length > 0 && length <= MAX_WORDS)
      .map((words) => {
        const stems = words.map(stemOf)
        return { words, stems, key: stems.join(' ') }
      })
    for (const { stems, key } of phrases) {
      const others = othersByPhrase.get(key) ?? []
      for (const other of phrases) if (other.key !== key) others.push(other.words)
      othersByPhrase.set(key, others)
      const [first = ''] = stems
      longest.set(first, Math.max(longest.get(first) ?? 0, stems.length))
    }
  }
  return (stems, from) => {
    for (let words = Math.min(longest.get(stems[from] ?? '') ?? 0, stems.length - from); words > 0; words--) {
      const others = othersByPhrase.get(stems.slice(from, from + words).join(' '))
      if (others && others.length > 0) return { words, others }
    }
    return null
  }
}
