import type { QualityCheck, SearchQuality } from '../../engine-api.ts'

/** Whether a waiting release answers fewer of the organisation's questions than the last one, and which got lost with it. */
export function lostWith({ candidate }: Pick<SearchQuality, 'candidate'>): {
  lower: boolean
  questions: QualityCheck['failed']
} {
  if (!candidate || candidate.before === null || candidate.recall3 >= candidate.before)
    return { lower: false, questions: [] }
  return { lower: true, questions: candidate.lost }
}
