import type { HomeClient } from '../use-home.ts'
import { words } from './words.ts'

export async function line(home: HomeClient): Promise<string> {
  const {
    framework: { competencies, open },
  } = await home.summary()
  return competencies === 0 ? words.none : words.line(competencies, open)
}
