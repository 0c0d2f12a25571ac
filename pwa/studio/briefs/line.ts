import type { HomeClient } from '../use-home.ts'
import { words } from './words.ts'

export async function line(home: HomeClient): Promise<string> {
  const { open, without } = (await home.summary()).briefs
  return words.line(open, without)
}
