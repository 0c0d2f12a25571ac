import { createFrameworkApi } from '../framework/api.ts'
import type { StudioClient } from '../use-studio.ts'
import { words } from './words.ts'

export async function line(studio: StudioClient): Promise<string> {
  const { profiles } = await createFrameworkApi(studio).view()
  const count = (review: string) => profiles.filter((profile) => profile.review === review).length
  return profiles.length === 0 ? words.none : words.line(profiles.length, count('stale'), count('due'))
}
