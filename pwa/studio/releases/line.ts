import type { HomeClient } from '../use-home.ts'
import { words } from './words.ts'

export async function line(home: HomeClient): Promise<string> {
  const { waiting, last } = (await home.summary()).releases
  if (waiting !== null) return words.waits(waiting)
  return last ? `${words.release(last.version)} ${words.forWhom(last.stage)}` : words.none
}
