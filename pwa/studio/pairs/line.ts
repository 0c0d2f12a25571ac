import type { HomeClient } from '../use-home.ts'
import { words } from './words.ts'

export async function line(home: HomeClient): Promise<string> {
  const { blocked, open, waiting } = (await home.summary()).pairs
  if (blocked > 0) return words.lineBlocked(blocked)
  return open > 0 ? words.lineOpen(open) : waiting > 0 ? words.waiting(waiting) : words.lineNone
}
