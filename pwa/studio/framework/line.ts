import type { StudioClient } from '../use-studio.ts'
import { createFrameworkApi } from './api.ts'
import { words } from './words.ts'

export async function line(studio: StudioClient): Promise<string> {
  const { competencies, open } = await createFrameworkApi(studio).view()
  return words.line(competencies.filter(({ body }) => body.retiredOn === undefined).length, open)
}
