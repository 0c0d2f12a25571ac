import { readBeir } from './eval-beir.ts'
import type { Collection } from './eval-collection.ts'
import { readHandbook } from './eval-handbook-pages.ts'

/** How a collection is named on the command line. */
export const COLLECTIONS =
  'a folder in BEIR layout, or <pages>,<queries.jsonl> as for handbook; several, one after the other'

/** @throws {AppError} `bad-input` */
export function readCollection(name: string): Collection {
  const [pages = '', queries] = name.split(',')
  return queries === undefined ? readBeir(pages) : readHandbook(pages, queries)
}
