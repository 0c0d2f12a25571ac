import type { HomeClient } from '../use-home.ts'
import { words } from './words.ts'

export async function line(home: HomeClient): Promise<string> {
  const {
    gaps: { active, most, all },
  } = await home.summary()
  return words.line(active, most, all)
}
