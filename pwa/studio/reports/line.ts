import type { HomeClient } from '../use-home.ts'
import { words } from './words.ts'

export async function line(home: HomeClient): Promise<string> {
  const { reports } = await home.summary()
  return words.line(reports.open, reports.overdue)
}
