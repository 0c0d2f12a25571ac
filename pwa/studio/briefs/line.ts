import type { HomeClient } from '../use-home.ts'
import { createBriefsApi } from './api.ts'
import { words } from './words.ts'

export async function line(home: HomeClient): Promise<string> {
  const open = (await createBriefsApi(home).list()).filter(({ state }) => state === 'open')
  return words.line(open.length, open.filter(({ objects }) => objects.length === 0).length)
}
