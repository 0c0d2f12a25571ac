import { AppError, sha256Hex } from '#core/base'
import { type BodyChecks, readObject } from '#core/content'
import { type VerifiedApproval, verifyApproval } from './approval.ts'
import type { BlobSource } from './fetch-blobs.ts'
import { countApprovals, counted } from './gate.ts'
import type { InstalledObject } from './installed-object.ts'
import { isKept, type KeptRelease, keptOf } from './kept.ts'
import { objectKey, type Release, type ReleaseEntry } from './release.ts'
import type { TrustedState } from './state.ts'
import type { Time } from './time.ts'
import type { Trust } from './trust.ts'
import { checkRollbacks, readSignedRelease, verifyRelease } from './verify-release.ts'

/**
 * Verifies a release with everything it lists and gives the state it leads to. Nothing is stored here: one object that
 * fails refuses the whole release.
 *
 * @param checks what other modules check of a kind's body
 * @throws {AppError} as `verifyRelease`, `verifyApproval`, `readObject`; `mix-and-match`, `not-approved`, `rollback-not-approved`
 */
export async function takeRelease(
  state: TrustedState,
  named: NonNullable<Time['release']>,
  releaseBytes: Uint8Array,
  blobs: BlobSource,
  checks: BodyChecks,
  nowMs: number,
): Promise<TrustedState> {
  const release = await verifyRelease(state, releaseBytes, named, nowMs)
  const approvals = await approvalsOf(release, state.trust, blobs)
  checkRollbacks(state, release, approvals)
  const objects = await gatedObjects(release.objects, approvals, blobs, checks)
  await blobs.all(release.derived, 'derived entry')
  await blobs.all(release.media ?? [], 'picture')

  return {
    ...state,
    revision: state.revision + 1,
    release,
    releaseSha256: named.sha256,
    objects,
    highest: { ...state.highest, ...Object.fromEntries(objects.map((object) => [objectKey(object), object.version])) },
    releaseFloor: release.version,
    installedAtMs: nowMs,
  }
}

/**
 * An earlier release that an attempt began under on another device, as far as the attempt needs it. It is held to the same
 * gate, and may be past its end: nothing of it is shown but in that attempt.
 *
 * @throws {AppError} as `readSignedRelease`, `verifyApproval`, `readObject`; `mix-and-match`, `not-approved`
 */
export async function takeKept(
  trust: Trust,
  version: number,
  releaseBytes: Uint8Array,
  blobs: BlobSource,
  checks: BodyChecks,
): Promise<KeptRelease> {
  const { release } = await readSignedRelease(trust, releaseBytes)
  if (release.version !== version)
    throw new AppError('mix-and-match', `release: is version ${release.version}, asked for as ${version}`)
  const approvals = await approvalsOf(release, trust, blobs)
  const objects = await gatedObjects(release.objects.filter(isKept), approvals, blobs, checks)
  const kept = keptOf(release, sha256Hex(releaseBytes), objects)
  await blobs.all(kept.derived, 'derived entry')
  await blobs.all(kept.media, 'picture')
  return kept
}

async function approvalsOf({ approvals }: Release, trust: Trust, blobs: BlobSource): Promise<VerifiedApproval[]> {
  const verified: VerifiedApproval[] = []
  for (const bytes of await blobs.all(approvals, 'approval')) verified.push(await verifyApproval(trust, bytes))
  return verified
}

async function gatedObjects(
  entries: readonly ReleaseEntry[],
  approvals: readonly VerifiedApproval[],
  blobs: BlobSource,
  checks: BodyChecks,
): Promise<InstalledObject[]> {
  const bodies = await blobs.all(entries, 'object')
  return entries.map((entry, i) => gated(entry, readEntry(entry, bodies[i] ?? new Uint8Array(), checks), approvals))
}

/** An object that says of itself what the release says of it. @returns its authors */
function readEntry(entry: ReleaseEntry, bytes: Uint8Array, checks: BodyChecks): string[] {
  const object = readObject(bytes, checks, `${entry.kind} ${entry.id}`)
  // TUF mix-and-match: approved bytes listed under another name or number.
  if (object.kind !== entry.kind || object.id !== entry.id || object.version !== entry.version)
    throw new AppError('mix-and-match', `release: lists ${object.kind} ${object.id} as ${entry.kind} ${entry.id}`)
  return object.authors
}

function gated(entry: ReleaseEntry, authors: string[], approvals: readonly VerifiedApproval[]): InstalledObject {
  const pair = countApprovals({ ...entry, authors }, approvals)
  if (!pair)
    throw new AppError(
      'not-approved',
      `release: ${entry.kind} ${entry.id} lacks an SME's or an L&D reviewer's approval`,
    )
  return { ...entry, authors, approvals: pair.map(counted), withheld: null }
}
