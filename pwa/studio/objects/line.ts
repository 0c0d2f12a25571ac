import type { HomeClient } from '../use-home.ts'
import { words } from './words.ts'

export async function line(home: HomeClient): Promise<string> {
  const { all, writing, back } = (await home.summary()).objects
  return all === 0 ? words.none : words.line(all, writing, back)
}
