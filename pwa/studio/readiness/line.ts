import type { HomeClient } from '../use-home.ts'
import { words } from './words.ts'

export async function line(home: HomeClient): Promise<string> {
  const {
    readiness: { done, of },
  } = await home.summary()
  return words.line(done, of)
}
