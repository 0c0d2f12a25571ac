import { type QueryOptions, type QueryTerm, queryTerms } from './query-terms.ts'
import type { KnownWords } from './readings.ts'
import { stemOf } from './stem.ts'
import { createWordList } from './word-list.ts'
import { eachWord } from './words.ts'

/** Numbers of a vocabulary's terms, kept as three long values rather than thousands of short ones: opens in milliseconds. */
export interface VocabularySnapshot {
  /** one a line, by term */
  readonly stems: string
  /** one a line, sorted */
  readonly words: string
  /** the term of each word */
  readonly terms: Uint32Array
}

export interface Vocabulary {
  readonly size: number
  /** The terms of a text in the order they come; new words become known. */
  termsOf(text: string): number[]
  /** Visits the known words of a text; offsets in UTF-16 units. Nothing becomes known. */
  eachTerm(text: string, visit: (term: number, start: number, end: number) => void): void
  queryTerms(text: string, options?: QueryOptions): QueryTerm[]
  save(): VocabularySnapshot
}

/** Numbers word stems in the order they come. A collection has few different words, so each is stemmed once. */
export function createVocabulary(saved?: VocabularySnapshot): Vocabulary {
  const stems = saved?.stems ? saved.stems.split('\n') : []
  const words = saved?.words ? saved.words.split('\n') : []
  const termsByStem = new Map(stems.map((each, term) => [each, term]))
  const termsByWord = new Map(words.map((word, i) => [word, saved?.terms[i] ?? 0]))
  const wordList = createWordList(words)

  function learn(word: string): number {
    const stemmed = stemOf(word)
    let term = termsByStem.get(stemmed)
    if (term === undefined) {
      term = stems.push(stemmed) - 1
      termsByStem.set(stemmed, term)
    }
    termsByWord.set(word, term)
    wordList.add(word)
    return term
  }

  const known: KnownWords = {
    termOf: (word) => termsByWord.get(word) ?? termsByStem.get(stemOf(word)),
    termOfWord: (word) => termsByWord.get(word),
    eachBeginning: (beginning, visit) => wordList.eachBeginning(beginning, (word) => visit(termsByWord.get(word) ?? 0)),
    stemOf: (term) => stems[term] ?? '',
  }

  return {
    get size() {
      return stems.length
    },
    termsOf(text) {
      const terms: number[] = []
      eachWord(text, (word) => terms.push(termsByWord.get(word) ?? learn(word)))
      return terms
    },
    eachTerm(text, visit) {
      eachWord(text, (word, start, end) => {
        const term = termsByWord.get(word)
        if (term !== undefined) visit(term, start, end)
      })
    },
    queryTerms: (text, options) => queryTerms(text, known, options),
    save() {
      const sorted = [...termsByWord.keys()].sort()
      return {
        stems: stems.join('\n'),
        words: sorted.join('\n'),
        terms: Uint32Array.from(sorted, (word) => termsByWord.get(word) ?? 0),
      }
    },
  }
}
