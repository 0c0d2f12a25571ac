import type { HomeClient } from '../use-home.ts'
import { words } from './words.ts'

export async function line(home: HomeClient): Promise<string> {
  const {
    changes: { all, released },
  } = await home.summary()
  return words.line(all, released)
}
