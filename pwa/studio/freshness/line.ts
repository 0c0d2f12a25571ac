import { shareInDate } from '#core/knowledge'
import type { StudioClient } from '../use-studio.ts'
import { createFreshnessApi } from './api.ts'
import { words } from './words.ts'

export async function line(studio: StudioClient): Promise<string> {
  const { counts } = await createFreshnessApi(studio).board()
  const share = shareInDate(counts)
  return words.line(share === null ? null : Math.round(100 * share), counts.overdue)
}
