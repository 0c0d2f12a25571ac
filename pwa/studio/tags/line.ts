import type { StudioClient } from '../use-studio.ts'
import { createTagsApi } from './api.ts'
import { words } from './words.ts'

export async function line(studio: StudioClient): Promise<string> {
  const { ranAt, rows, untagged } = await createTagsApi(studio).board()
  return words.line(ranAt !== null, rows.length, untagged)
}
