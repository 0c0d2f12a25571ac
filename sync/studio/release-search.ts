import { vectorKey } from '#core/embedding'
import {
  createSearchIndex,
  embeddedTexts,
  type Hit,
  type PageVectors,
  pageVectors,
  type SearchPage,
} from '#core/retrieval'
import { nextTask } from '../next-task.ts'

export interface ReleaseContent {
  /** as `releasePages` gives them */
  pages: readonly SearchPage[]
  synonyms: readonly (readonly string[])[]
  /** its vectors by `vectorKey`, and their model; null for words alone */
  vectors: { model: string; byKey: ReadonlyMap<string, Int8Array> } | null
}

/** Search over a release as a device does it that has installed it. */
export interface ReleaseSearch {
  /** at most `limit` hits, best first; ten unless told, as devices ask */
  search(text: string, vector: Float32Array | null, limit?: number): Hit[]
  page(id: string): SearchPage | undefined
}

/** Pages indexed at once: a few ms, so that requests are not held up. */
const BATCH = 8

export async function openReleaseSearch({ pages, synonyms, vectors }: ReleaseContent): Promise<ReleaseSearch> {
  const byId = new Map(pages.map((page) => [page.id, page]))
  const dimensions = vectors?.byKey.values().next().value?.length
  const index = createSearchIndex({
    pageOf: (id) => byId.get(id),
    synonyms,
    ...(dimensions === undefined ? {} : { dimensions }),
  })
  const vectorsOf = (page: SearchPage): PageVectors | undefined => {
    if (!vectors) return undefined
    const found = embeddedTexts(page).flatMap((text) => vectors.byKey.get(vectorKey(vectors.model, text)) ?? [])
    return found.length === page.passages.length + 1 ? pageVectors(found) : undefined
  }
  for (const [i, page] of pages.entries()) {
    if (i % BATCH === 0) await nextTask()
    index.put(page, vectorsOf(page))
  }

  return {
    search: (text, vector, limit = 10) => index.search({ text, limit, ...(vector ? { vector } : {}) }),
    page: (id) => byId.get(id),
  }
}
