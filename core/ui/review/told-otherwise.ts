import type { ReleaseDifference } from '#core/authoring'
import type { WaitingRelease } from '../../engine-api.ts'

export interface OtherHere {
  kind: string
  id: string
  title: string
  change: 'new' | 'changed' | 'removed'
}

/**
 * The server tells what a release changes, and only its text is signed; so the two are held against each other.
 *
 * @returns what the text brings otherwise than this device has it and the server does not tell of, as where this device has
 *   another release than the one compared with; null where what is told is not in the text
 */
export function toldOtherwise(
  release: Pick<WaitingRelease, 'version' | 'objects' | 'removed'>,
  told: Pick<ReleaseDifference, 'version' | 'changes'>,
): OtherHere[] | null {
  const keyOf = ({ kind, id }: { kind: string; id: string }) => `${kind} ${id}`
  const versions = new Map(release.objects.map((object) => [keyOf(object), object.version]))
  const fits = told.changes.every((one) =>
    one.change === 'removed' ? !versions.has(keyOf(one)) : versions.get(keyOf(one)) === one.version,
  )
  if (!fits || told.version !== release.version) return null
  const known = new Set(told.changes.map(keyOf))
  return [
    ...release.objects.flatMap(({ kind, id, title, change }) =>
      change === 'same' ? [] : [{ kind, id, title, change }],
    ),
    ...release.removed.map(({ kind, id }) => ({ kind, id, title: id, change: 'removed' as const })),
  ].filter((one) => !known.has(keyOf(one)))
}
