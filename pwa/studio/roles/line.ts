import type { HomeClient } from '../use-home.ts'
import { words } from './words.ts'

export async function line(home: HomeClient): Promise<string> {
  const {
    roles: { all, stale, due },
  } = await home.summary()
  return all === 0 ? words.none : words.line(all, stale, due)
}
