import type { HomeClient } from '../use-home.ts'
import { words } from './words.ts'

export async function line(home: HomeClient): Promise<string> {
  const {
    freshness: { share, overdue },
  } = await home.summary()
  return words.line(share === null ? null : Math.round(100 * share), overdue)
}
