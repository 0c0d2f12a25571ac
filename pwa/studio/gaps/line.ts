import type { StudioClient } from '../use-studio.ts'
import { createGapsApi } from './api.ts'
import { words } from './words.ts'

/** How the gap audit stands, in one line. */
export async function line(studio: StudioClient): Promise<string> {
  const { gaps, active, most } = await createGapsApi(studio).board()
  return words.line(active, most, gaps.length)
}
