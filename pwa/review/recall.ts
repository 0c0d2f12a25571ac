import type { QualityCheck, SearchQuality } from '../../core/engine-api.ts'

/**
 * Whether a waiting release answers fewer of the organisation's questions than the last one did, and which got lost with it:
 * those that fail now and did not before.
 */
export function lostWith({ candidate, checks }: Pick<SearchQuality, 'candidate' | 'checks'>): {
  lower: boolean
  questions: QualityCheck['failed']
} {
  const before = checks[0]
  if (!candidate || !before || candidate.recall3 >= before.recall3) return { lower: false, questions: [] }
  const failedBefore = new Set(before.failed.map(({ id }) => id))
  return { lower: true, questions: candidate.failed.filter(({ id }) => !failedBefore.has(id)) }
}
