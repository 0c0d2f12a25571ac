import type { HomeClient } from '../use-home.ts'
import { words } from './words.ts'

export async function line(home: HomeClient): Promise<string> {
  const {
    sources: { all, incomplete, flagged },
  } = await home.summary()
  return words.line(all, incomplete, flagged)
}
