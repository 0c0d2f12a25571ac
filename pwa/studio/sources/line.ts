import type { StudioClient } from '../use-studio.ts'
import { createSourcesApi } from './api.ts'
import { words } from './words.ts'

/** How the documents stand, in one line. */
export async function line(studio: StudioClient): Promise<string> {
  const documents = await createSourcesApi(studio).inventory()
  const incomplete = documents.filter(({ missing }) => missing.length > 0).length
  return words.line(documents.length, incomplete, documents.filter(({ flag }) => flag !== null).length)
}
