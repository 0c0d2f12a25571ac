import type { CachedEmbedder } from '#core/embedding'
import type { SearchPage } from './search-page.ts'

/** Longest prefix in characters: more would crowd the passage out of the model's 256 tokens. */
const MAX_PREFIX = 200

/** What is embedded for a passage: "title > heading > heading. text". The page's own words make a short passage findable. */
export function embeddedText(title: string, headings: readonly string[], text: string): string {
  return `${[title, ...headings].join(' > ').slice(0, MAX_PREFIX)}. ${text}`
}

export interface PageVectors {
  readonly title: Int8Array
  /** one a passage, in the page's order */
  readonly passages: readonly Int8Array[]
}

/** All texts embedded for a page made by `toSearchPage`: its title, then one a passage, in order. */
export const embeddedTexts = ({ title, passages }: SearchPage): string[] => [
  title,
  ...passages.map(({ headings, text }) => embeddedText(title, headings, text)),
]

/** A page's vectors, of its `embeddedTexts` in the same order. */
export const pageVectors = ([title = new Int8Array(), ...passages]: readonly Int8Array[]): PageVectors => ({
  title,
  passages,
})

/** Vectors for pages made by `toSearchPage`, embedding only texts the cache does not have. @throws {AppError} `embedder-unavailable` */
export async function embedPages(
  pages: readonly SearchPage[],
  embedder: CachedEmbedder,
  options: Parameters<CachedEmbedder['vectors']>[1] = {},
): Promise<PageVectors[]> {
  const texts = pages.map(embeddedTexts)
  const vectors = await embedder.vectors(texts.flat(), options)
  let at = 0
  return texts.map(({ length }) => {
    at += length
    return pageVectors(vectors.slice(at - length, at))
  })
}
