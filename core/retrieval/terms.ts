import { type QueryOptions, type QueryTerm, queryTerms } from './query-terms.ts'
import type { KnownWords } from './readings.ts'
import { stemOf } from './stem.ts'
import { createWordList, type SavedWords } from './word-list.ts'
import { eachWord } from './words.ts'

/** A few long values rather than thousands of short ones: opens in milliseconds. */
export interface VocabularySnapshot extends SavedWords {
  /** one a line, by term */
  readonly stems: string
}

/** Terms to look for: a set, or a map by term. */
type Wanted = Pick<ReadonlySet<number>, 'has' | 'keys'>

export interface Vocabulary {
  readonly size: number
  /** The terms of a text in the order they come; new words become known. */
  termsOf(text: string): number[]
  /** Visits the words of a text that are among the wanted terms; offsets in UTF-16 units. Nothing becomes known. */
  eachTerm(text: string, wanted: Wanted, visit: (term: number, start: number, end: number) => void): void
  queryTerms(text: string, options?: QueryOptions): QueryTerm[]
  save(): VocabularySnapshot
}

/** Numbers word stems in the order they come. A collection has few different words, so each is stemmed once. */
export function createVocabulary(saved?: VocabularySnapshot): Vocabulary {
  const stems = saved?.stems ? saved.stems.split('\n') : []
  const termsByStem = new Map(stems.map((each, term) => [each, term]))
  const wordList = createWordList(saved)
  /** of words in the list */
  const termsByWord = new Map<string, number>()

  function termOfWord(word: string): number | undefined {
    let term = termsByWord.get(word)
    if (term === undefined && saved) {
      term = wordList.termOf(word)
      if (term !== undefined) termsByWord.set(word, term)
    }
    return term
  }

  function learn(word: string): number {
    const stemmed = stemOf(word)
    let term = termsByStem.get(stemmed)
    if (term === undefined) {
      term = stems.push(stemmed) - 1
      termsByStem.set(stemmed, term)
    }
    termsByWord.set(word, term)
    wordList.add(word, term)
    return term
  }

  const known: KnownWords = {
    termOf: (word) => termOfWord(word) ?? termsByStem.get(stemOf(word)),
    termOfWord,
    stemOf(word) {
      const term = termOfWord(word)
      return term === undefined ? stemOf(word) : (stems[term] ?? '')
    },
    stemOfTerm: (term) => stems[term] ?? '',
    eachBeginning: wordList.eachBeginning,
  }

  return {
    get size() {
      return stems.length
    },
    termsOf(text) {
      const terms: number[] = []
      eachWord(text, (word) => terms.push(termOfWord(word) ?? learn(word)))
      return terms
    },
    eachTerm(text, wanted, visit) {
      // every form of a word begins as its stem does, so most words of a text need not be looked up
      const beginnings = new Set<number>()
      for (const term of wanted.keys()) beginnings.add(stems[term]?.charCodeAt(0) ?? 0)
      eachWord(
        text,
        (word, start, end) => {
          const term = termOfWord(word)
          if (term !== undefined && wanted.has(term)) visit(term, start, end)
        },
        beginnings,
      )
    },
    queryTerms: (text, options) => queryTerms(text, known, options),
    save: () => ({ stems: stems.join('\n'), ...wordList.save() }),
  }
}
