import type { StudioClient } from '../use-studio.ts'
import { createChangesApi } from './api.ts'
import { words } from './words.ts'

export async function line(studio: StudioClient): Promise<string> {
  const rows = await createChangesApi(studio).list()
  return words.line(rows.length, rows.filter(({ released }) => released).length)
}
