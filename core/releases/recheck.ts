import { sha256Hex } from '#core/base'
import { type VerifiedApproval, verifyApproval } from './approval.ts'
import type { BytesRef } from './fields.ts'
import { countApprovals, counted } from './gate.ts'
import type { InstalledObject } from './installed-object.ts'
import type { KeptRelease } from './kept.ts'
import { refusalOf } from './refusal.ts'
import { objectKey } from './release.ts'
import type { TrustedState } from './state.ts'
import type { Trust } from './trust.ts'
import { readSignedRelease } from './verify-release.ts'

/**
 * What is installed, judged again under a new trust file (A4): what rests on a revoked key is withheld, with the reason, also
 * with no network. Nothing is deleted: the next release says what takes its place.
 *
 * @param blob reads stored bytes by hash
 */
export async function recheck(
  state: TrustedState,
  trust: Trust,
  blob: (sha256: string) => Promise<Uint8Array | null>,
): Promise<TrustedState> {
  // TUF fast-forward recovery: with new time keys, the old keys' version numbers and clock bind nobody.
  const sameTimeKeys = inForce(state.trust, 'time') === inForce(trust, 'time')
  const next: TrustedState = {
    ...state,
    trust,
    revision: state.revision + 1,
    ...(sameTimeKeys ? {} : { time: null, timeFloorMs: 0 }),
    ...(state.kept ? { kept: await stillGood(state.kept, trust, blob) } : {}),
  }
  if (!state.release) return next
  if (!(await releaseStillSigned(state.releaseSha256, trust, blob)))
    return {
      ...next,
      releaseFloor: 0,
      highest: {},
      objects: state.objects.map((object) => ({
        ...object,
        withheld: 'The key that signed this release was withdrawn.',
      })),
    }
  const approvals = await approvalsInForce(state.release.approvals, trust, blob)
  const objects = state.objects.map((object) => judged(object, approvals))
  const withheld = new Set(objects.filter((object) => object.withheld !== null).map(objectKey))
  const highest = Object.fromEntries(Object.entries(state.highest).filter(([key]) => !withheld.has(key)))
  return { ...next, objects, highest }
}

/** What attempts run on is judged as what is in force: a release nobody trusted signed goes, an object without approvals is withheld. */
async function stillGood(
  kept: readonly KeptRelease[],
  trust: Trust,
  blob: (sha256: string) => Promise<Uint8Array | null>,
): Promise<KeptRelease[]> {
  const good: KeptRelease[] = []
  for (const release of kept) {
    if (!(await releaseStillSigned(release.sha256, trust, blob))) continue
    const approvals = await approvalsInForce(release.approvals, trust, blob)
    good.push({ ...release, objects: release.objects.map((object) => judged(object, approvals)) })
  }
  return good
}

function judged(object: InstalledObject, approvals: readonly VerifiedApproval[]): InstalledObject {
  const pair = countApprovals(object, approvals)
  return pair
    ? { ...object, approvals: pair.map(counted), withheld: null }
    : { ...object, withheld: 'An approval it rested on was withdrawn.' }
}

const inForce = (trust: Trust, role: 'time') =>
  trust.roles[role].kids
    .filter((kid) => !trust.revoked.includes(kid))
    .sort()
    .join()

async function releaseStillSigned(
  releaseSha256: string | null,
  trust: Trust,
  blob: (sha256: string) => Promise<Uint8Array | null>,
): Promise<boolean> {
  const bytes = releaseSha256 ? await blob(releaseSha256) : null
  if (!bytes || sha256Hex(bytes) !== releaseSha256) return false
  return (await refusalOf(() => readSignedRelease(trust, bytes))) === null
}

async function approvalsInForce(
  listed: readonly BytesRef[],
  trust: Trust,
  blob: (sha256: string) => Promise<Uint8Array | null>,
): Promise<VerifiedApproval[]> {
  const approvals: VerifiedApproval[] = []
  for (const { sha256 } of listed) {
    const bytes = await blob(sha256)
    if (!bytes || sha256Hex(bytes) !== sha256) continue
    await refusalOf(async () => void approvals.push(await verifyApproval(trust, bytes)))
  }
  return approvals
}
