import type { StudioClient } from '../use-studio.ts'
import { createReadinessApi } from './api.ts'
import { words } from './words.ts'

/** How far the organisation is, in one line. */
export async function line(studio: StudioClient): Promise<string> {
  const { steps } = await createReadinessApi(studio).view()
  return words.line(steps.filter(({ state }) => state === 'done').length, steps.length)
}
