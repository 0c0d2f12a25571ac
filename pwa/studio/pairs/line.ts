import type { StudioClient } from '../use-studio.ts'
import { createPairsApi } from './api.ts'
import { words } from './words.ts'

export async function line(studio: StudioClient): Promise<string> {
  const { open, blocked, waiting } = await createPairsApi(studio).state()
  if (blocked.length > 0) return words.lineBlocked(blocked.length)
  const all = open.conflict + open.modal + open.duplicate
  return all > 0 ? words.lineOpen(all) : waiting > 0 ? words.waiting(waiting) : words.lineNone
}
