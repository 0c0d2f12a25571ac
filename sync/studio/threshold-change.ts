import type { SearchThreshold } from '#core/retrieval'

/**
 * Says in one sentence that another kind of threshold decides when nothing fits; null where it is the same kind as before.
 *
 * @param before null: the release before carries none, and the one that came with the app decided
 */
export function thresholdChange(before: SearchThreshold | null, after: SearchThreshold | null): string | null {
  const now = after?.from ?? 'built-in'
  if ((before?.from ?? 'built-in') === now) return null
  return now === 'own-questions'
    ? 'When nothing fits is now decided by a threshold set on your own questions, no longer by the built-in one.'
    : 'When nothing fits is now decided by the built-in threshold: your own questions do not suffice to set one.'
}
