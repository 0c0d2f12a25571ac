import type { HomeClient } from '../use-home.ts'
import { words } from './words.ts'

export async function line(home: HomeClient): Promise<string> {
  const {
    board: { all, due, overdue },
  } = await home.summary()
  return words.line(all, due, overdue)
}
