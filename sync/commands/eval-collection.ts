import {
  createSearchIndex,
  embedPages,
  type PageVectors,
  type RankingConfiguration,
  type SearchIndex,
  type SearchPage,
} from '#core/retrieval'
import type { openEmbedder } from './eval-embedder.ts'
import { type Grades, mean, ndcg, reciprocalRank } from './eval-metrics.ts'
import { createProgress } from './eval-output.ts'

/** Pages with questions whose right pages are known. */
export interface Collection {
  name: string
  pages: readonly SearchPage[]
  questions: readonly Question[]
  /** the figure it is usually judged by */
  figure: 'nDCG@10' | 'MRR'
}

export interface Question {
  text: string
  /** by page id */
  grades: Grades
  /** pages taken out of its ranking */
  out: ReadonlySet<string>
  /** stands in for the page of the same id while it is asked */
  instead?: SearchPage
}

export type EvalEmbedder = ReturnType<typeof openEmbedder>

export interface OpenCollection {
  collection: Collection
  index: SearchIndex
  /** one a question, unit length; empty without a model */
  vectors: readonly Float32Array[]
  /** Calls `ask` with each question while its `instead` stands in. */
  eachQuestion(ask: (question: Question, vector: Float32Array | undefined, i: number) => void): void
}

export interface OpenOptions {
  /** null for words alone */
  embedder: EvalEmbedder | null
  /** what is searched in place of the collection's pages, one for one; vectors stay those of the pages */
  searched?: (page: SearchPage) => SearchPage
  /** in place of `embedPages` */
  vectorsOf?: (pages: readonly SearchPage[], embedder: EvalEmbedder) => Promise<PageVectors[]>
  ranking?: RankingConfiguration
}

/** Puts a collection into an index; what was embedded before comes from the cache. */
export async function openCollection(collection: Collection, options: OpenOptions): Promise<OpenCollection> {
  const { embedder, searched = (page) => page, ranking } = options
  const { pages, questions } = collection
  const vectorsOf = options.vectorsOf ?? ((of, by) => embedPages(of, by, { onProgress: createProgress('embedding') }))
  const instead = questions.flatMap((question) => question.instead ?? [])
  const [own, stood] = embedder
    ? [await vectorsOf(pages, embedder), await vectorsOf(instead, embedder)]
    : [undefined, undefined]
  const held = new Map<string, SearchPage>()
  const index = createSearchIndex({ pageOf: (id) => held.get(id), ...(ranking && { ranking }) })
  const put = (page: SearchPage, of: PageVectors | undefined) => {
    const shown = searched(page)
    held.set(page.id, shown)
    index.put(shown, of)
  }
  for (const [i, page] of pages.entries()) put(page, own?.[i])
  const vectors = (await embedder?.embed(questions.map(({ text }) => text))) ?? []
  const places = new Map(pages.map(({ id }, i) => [id, i]))
  return {
    collection,
    index,
    vectors,
    eachQuestion(ask) {
      let next = 0
      for (const [i, question] of questions.entries()) {
        if (question.instead) put(question.instead, stood?.[next++])
        ask(question, vectors[i], i)
        const at = question.instead && places.get(question.instead.id)
        const page = at === undefined ? undefined : pages[at]
        if (page && at !== undefined) put(page, own?.[at])
      }
    },
  }
}

/** The collection's figure for rankings by question, 0-1. */
export function figureOf({ questions, figure }: Collection, rankings: readonly (readonly string[])[]): number {
  return mean(
    questions.map(({ grades }, i) => {
      const ranking = rankings[i] ?? []
      return figure === 'MRR' ? reciprocalRank(ranking, (id) => (grades.get(id) ?? 0) > 0) : ndcg(ranking, grades, 10)
    }),
  )
}
