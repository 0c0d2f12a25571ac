import type { PageVectors } from './embedded-text.ts'
import { createSearchIndex, type SearchIndex, type SearchIndexOptions } from './search-index.ts'
import type { SearchPage } from './search-page.ts'

/** An index of pages that stay in memory. `vectors` as made by `embedPages`, one entry a page. */
export function indexPages(
  pages: readonly SearchPage[],
  vectors?: readonly PageVectors[],
  options: Omit<SearchIndexOptions, 'pageOf' | 'saved'> = {},
): SearchIndex {
  const byId = new Map(pages.map((page) => [page.id, page]))
  const index = createSearchIndex({ ...options, pageOf: (id) => byId.get(id) })
  for (const [i, page] of pages.entries()) index.put(page, vectors?.[i])
  return index
}
