import stem from 'wink-porter2-stemmer'
import { stopWords } from './stop-words.ts'

/** Words of a text as they are compared: accents taken off, lower case, letters and digits only. */
export function plainWords(text: string): string[] {
  const folded = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return folded.match(/[a-z0-9]+/g) ?? []
}

/** Numbers word stems (Porter2) in the order they come. A collection has few different words, so each is stemmed once. */
export function createVocabulary() {
  const termsByStem = new Map<string, number>()
  const termsByWord = new Map<string, number>()
  const termOf = (word: string): number => {
    let term = termsByWord.get(word)
    if (term === undefined) {
      const stemmed = stem(word)
      term = termsByStem.get(stemmed) ?? termsByStem.size
      termsByStem.set(stemmed, term)
      termsByWord.set(word, term)
    }
    return term
  }
  return {
    get size() {
      return termsByStem.size
    },
    /** adds words that are new */
    termsOf: (text: string): number[] => plainWords(text).map(termOf),
    /**
     * The words of a question worth looking for, by term, each once; all of them when there are only stop words. Words that occur
     * nowhere are left out.
     */
    queryTerms(query: string): Map<number, string> {
      const words = plainWords(query)
      const telling = words.filter((word) => !stopWords.has(word))
      const terms = new Map<number, string>()
      for (const word of telling.length > 0 ? telling : words) {
        const term = termsByStem.get(stem(word))
        if (term !== undefined) terms.set(term, word)
      }
      return terms
    },
  }
}

export type Vocabulary = ReturnType<typeof createVocabulary>
