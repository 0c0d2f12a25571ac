import { StudioSummary } from '#core/authoring'
import { type StudioClient, useStudio } from './use-studio.ts'

/** What the home's lines ask with: one summary serves all of them. */
export interface HomeClient extends StudioClient {
  summary(): Promise<StudioSummary>
}

export function useHome(): HomeClient {
  const studio = useStudio()
  let asked: Promise<StudioSummary> | null = null
  return { ...studio, summary: () => (asked ??= studio.get(StudioSummary, 'summary')) }
}
