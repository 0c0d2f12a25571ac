import type { HomeClient } from '../use-home.ts'
import { words } from './words.ts'

export async function line(home: HomeClient): Promise<string> {
  const {
    tags: { ran, proposals, untagged },
  } = await home.summary()
  return words.line(ran, proposals, untagged)
}
