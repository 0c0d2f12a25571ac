import type { PageVectors } from './embedded-text.ts'
import { createPostings } from './postings.ts'
import { bestTwo, minMax, orderByScore } from './ranking.ts'
import { reasons } from './reasons.ts'
import type { SearchPage } from './search-page.ts'
import { createVocabulary, type Vocabulary } from './terms.ts'
import { createVectorTable } from './vector-table.ts'

/** Shares of the rankings by words and by meaning, and inside them. Chosen over nine collections; each on a flat plateau. */
const LEXICAL_SHARE = 0.5
const PAGE_SHARE = 0.5
const BEST_SHARE = 0.5
const TITLE_SHARE = 0.1

export type SearchMode = 'hybrid' | 'dense' | 'lexical'

export interface Query {
  text: string
  /** unit length; without it the search is lexical */
  vector?: Float32Array
  limit: number
  /** `hybrid` unless told */
  mode?: SearchMode
}

export interface Hit {
  id: string
  /** id of the passage that answers best; null for a page without any */
  passage: string | null
  /** orders this question's hits, 0-1; means nothing across questions */
  score: number
  /** share of the best lexical score of this question, 0-1; 0 when no word of it occurs */
  lexical: number
  /** cosine of the best passage, comparable across questions; null without vectors */
  dense: number | null
  /** strongest reason first */
  why: string[]
}

export interface SearchIndex {
  /** At most `limit` hits, best first, ties by page id. A lexical search leaves out pages without any of the words. */
  search(query: Query): Hit[]
  /** The same order without reasons, for deep rankings. */
  rank(query: Query): { id: string; score: number }[]
}

/**
 * Ranks pages by words (BM25F of page and best passage) and by meaning (best passages and title), fused as
 * .5 min-max + .5 min-max over this question's pages.
 *
 * @param pages   made by `toSearchPage`; ids are unique
 * @param vectors made by `embedPages`, one entry a page; without them every search is lexical
 */
export function createSearchIndex(pages: readonly SearchPage[], vectors?: readonly PageVectors[]): SearchIndex {
  const vocabulary = createVocabulary()
  const starts = passageStarts(pages)
  const range = (p: number) => [starts[p] ?? 0, starts[p + 1] ?? 0] as const
  const words = indexWords(pages, vocabulary)
  const dimensions = vectors?.[0]?.title.length ?? 0
  const titleTable = createVectorTable(vectors?.map(({ title }) => title) ?? [], dimensions)
  const passageTable = createVectorTable(vectors?.flatMap(({ passages }) => passages) ?? [], dimensions)

  function byWords(terms: readonly number[]) {
    const passages = words.passages.score(terms)
    const scores = words.pages.score(terms)
    for (let p = 0; p < pages.length; p++)
      scores[p] = PAGE_SHARE * (scores[p] ?? 0) + (1 - PAGE_SHARE) * bestTwo(passages, ...range(p), 0)[0]
    return { scores, passages }
  }

  function byMeaning(query: Float32Array) {
    const passages = passageTable.cosines(query)
    const titles = titleTable.cosines(query)
    const best = new Float32Array(pages.length)
    const scores = titles.map((title, p) => {
      const [first, second] = bestTwo(passages, ...range(p), title)
      best[p] = first
      return BEST_SHARE * first + (1 - BEST_SHARE) * ((first + second) / 2) + TITLE_SHARE * title
    })
    return { scores, passages, best }
  }

  function run({ text, vector, limit, mode = 'hybrid' }: Query) {
    const terms = vocabulary.queryTerms(text)
    const meaning = mode !== 'lexical' && vector && dimensions > 0 ? byMeaning(vector) : null
    const lexical = byWords(mode === 'dense' && meaning ? [] : [...terms.keys()])
    const share = !meaning ? 1 : mode === 'dense' ? 0 : LEXICAL_SHARE
    const fromWords = minMax(lexical.scores)
    const fromMeaning = meaning ? minMax(meaning.scores) : null
    const scores = fromWords.map((score, p) => share * score + (1 - share) * (fromMeaning?.[p] ?? 0))
    const order = orderByScore(scores, (p) => pages[p]?.id ?? '')
    const found = meaning ? order : order.filter((p) => (lexical.scores[p] ?? 0) > 0)
    return { terms, meaning, lexical, scores, places: found.slice(0, limit) }
  }

  return {
    search(query) {
      const { terms, meaning, lexical, scores, places } = run(query)
      const top = lexical.scores.reduce((max, score) => Math.max(max, score), 0) || 1
      return places.flatMap((p) => {
        const page = pages[p]
        if (!page) return []
        const best = bestPassage(lexical.passages, meaning?.passages, ...range(p))
        const passage = page.passages[best - (starts[p] ?? 0)]
        const cosine = meaning?.best[p] ?? null
        return {
          id: page.id,
          passage: passage?.id ?? null,
          score: scores[p] ?? 0,
          lexical: (lexical.scores[p] ?? 0) / top,
          dense: cosine,
          why: reasons(page, passage, terms, vocabulary, cosine),
        }
      })
    },
    rank(query) {
      const { scores, places } = run(query)
      return places.map((p) => ({ id: pages[p]?.id ?? '', score: scores[p] ?? 0 }))
    },
  }
}

function passageStarts(pages: readonly SearchPage[]): Uint32Array {
  const starts = new Uint32Array(pages.length + 1)
  for (const [p, { passages }] of pages.entries()) starts[p + 1] = (starts[p] ?? 0) + passages.length
  return starts
}

/** One index of whole pages and one of passages, fields as in `FIELD_WEIGHTS`: title, path, headings, body. */
function indexWords(pages: readonly SearchPage[], vocabulary: Vocabulary) {
  const { termsOf } = vocabulary
  const fields = pages.map(({ title, path, passages }) => ({
    head: [termsOf(title), termsOf(path ?? '')],
    headings: termsOf([...new Set(passages.flatMap(({ headings }) => headings))].join(' ')),
    passages: passages.map(({ headings, text }) => [termsOf(headings.join(' ')), termsOf(text)] as const),
  }))
  return {
    pages: createPostings(
      fields.map(({ head, headings, passages }) => [...head, headings, passages.flatMap(([, body]) => body)]),
      vocabulary.size,
    ),
    passages: createPostings(
      fields.flatMap(({ head, passages }) => passages.map((passage) => [...head, ...passage])),
      vocabulary.size,
    ),
  }
}

/** Where both rankings agree best within a page; `from` when it has no passage. */
function bestPassage(words: Float32Array, cosines: Float32Array | undefined, from: number, to: number): number {
  const top = bestTwo(words, from, to, 0)[0] || 1
  let best = from
  let bestScore = Number.NEGATIVE_INFINITY
  for (let i = from; i < to; i++) {
    const score = (words[i] ?? 0) / top + (cosines?.[i] ?? 0)
    if (score > bestScore) [best, bestScore] = [i, score]
  }
  return best
}
