import { createPostings, createVocabulary } from '#core/retrieval'
import { spokenText } from './signal-text.ts'
import type { Signals } from './signals.ts'

/** What an aid says, for comparing it with a page. */
export interface AidText {
  title: string
  /** the situation it is for */
  summary: string
  /** its passages, under their headings */
  passages: readonly { headings: readonly string[]; text: string }[]
}

/**
 * Compares the words of a page with those of each aid: BM25F over title, summary and text, so that a word few aids say counts
 * most. Spellings are not guessed: a page is not typed by the person.
 *
 * @returns scores by the aids' order, 0 for no word in common; about 5 for two rare words
 */
export function createAidWords(aids: readonly AidText[]): (signals: Signals) => Float32Array {
  const vocabulary = createVocabulary()
  const postings = createPostings()
  for (const { title, summary, passages } of aids) {
    const headings = passages.flatMap((passage) => passage.headings).join('\n')
    const text = passages.map((passage) => passage.text).join('\n')
    postings.add([title, '', `${summary}\n${headings}`, text].map(vocabulary.termsOf))
  }
  return (signals) => {
    const scores = new Float32Array(aids.length)
    const terms = vocabulary.queryTerms(spokenText(signals), { frequency: postings.frequency })
    postings.score(
      terms.filter(({ by }) => by === 'word'),
      scores,
    )
    return scores
  }
}
