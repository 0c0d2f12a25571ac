import type { HomeClient } from '../use-home.ts'
import { createObjectApi } from './api.ts'
import { words } from './words.ts'

export async function line(home: HomeClient): Promise<string> {
  const objects = await createObjectApi(home).list()
  const count = (wanted: string) => objects.filter(({ state }) => state === wanted).length
  return objects.length === 0 ? words.none : words.line(objects.length, count('draft'), count('changes-requested'))
}
