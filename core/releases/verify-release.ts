import { AppError, parseJson, sha256Hex } from '#core/base'
import { MAX_IMAGE_BYTES, MAX_OBJECT_BYTES } from '#core/content'
import { MAX_APPROVAL_BYTES, type VerifiedApproval } from './approval.ts'
import { type BytesRef, instantMs } from './fields.ts'
import { verifyJws } from './jws.ts'
import { APP_LEVEL, MAX_DERIVED_BYTES, MAX_RELEASE_BYTES, objectKey, Release } from './release.ts'
import type { TrustedState } from './state.ts'
import { holderOf, type Trust } from './trust.ts'

/** @returns the release and the person who signed it. @throws {AppError} as `verifyJws`; `wrong-role`, `wrong-tenant` */
export async function readSignedRelease(
  trust: Trust,
  bytes: Uint8Array,
): Promise<{ release: Release; signer: string }> {
  const { text, signers } = await verifyJws(bytes, 'release', trust.keys, MAX_RELEASE_BYTES)
  const release = parseJson(Release, text, 'release')
  // A2, A4: the server's online key, an SME's or a revoked key cannot release.
  const signer = signers[0] && holderOf(trust, 'ld', signers[0].kid)
  if (!signer || signers.length !== 1)
    throw new AppError('wrong-role', 'release: not signed by an L&D reviewer the organisation trusts')
  // A3: another organisation's valid release.
  if (release.tenant !== trust.tenant)
    throw new AppError('wrong-tenant', `release: made for ${release.tenant}, not for ${trust.tenant}`)
  return { release, signer }
}

/**
 * A release that `time` names, checked against what is installed; nothing of its content is fetched yet.
 *
 * @param named what the verified time statement says of it
 * @throws {AppError} `wrong-length`, `wrong-hash`, `mix-and-match`, `expired`, `app-too-old`, `too-large`, and as `readSignedRelease`
 */
export async function verifyRelease(
  state: TrustedState,
  bytes: Uint8Array,
  named: BytesRef & { version: number },
  nowMs: number,
): Promise<Release> {
  checkBytes(bytes, named, 'release')
  const { release } = await readSignedRelease(state.trust, bytes)
  // TUF mix-and-match: the time's number and the release's own.
  if (release.version !== named.version)
    throw new AppError('mix-and-match', `release: is version ${release.version}, announced as ${named.version}`)
  // A fork: the next release must have grown from the one installed. (Devices that were away see only the end of the chain.)
  if (state.releaseFloor > 0 && release.version === state.releaseFloor + 1 && release.prev !== state.releaseSha256)
    throw new AppError('mix-and-match', `release: version ${release.version} does not follow the one installed`)
  // TUF freeze at the release: signed long ago, renewed by nobody.
  if (instantMs(release.expires) <= nowMs)
    throw new AppError(
      'expired',
      `The newest release ended on ${release.expires}. An L&D reviewer must sign a new one.`,
    )
  if (release.minApp > APP_LEVEL)
    throw new AppError('app-too-old', 'The newest release needs a newer version of this program. Update it.')
  checkListed(release)
  return release
}

/** TUF endless data: sizes are bounded before anything is fetched. */
function checkListed({ objects, approvals, derived, media = [] }: Release): void {
  if (new Set(objects.map(objectKey)).size < objects.length)
    throw new AppError('bad-input', 'release: names one object twice')
  for (const [refs, most] of [
    [objects, MAX_OBJECT_BYTES],
    [approvals, MAX_APPROVAL_BYTES],
    [derived, MAX_DERIVED_BYTES],
    [media, MAX_IMAGE_BYTES],
  ] as const)
    for (const ref of refs)
      if (ref.length > most)
        throw new AppError('too-large', `release: lists ${ref.length} bytes where ${most} are the most`)
}

/**
 * Objects going back to an older version need both roles' word for it, given for a release between the installed one and this
 * one (A1, A2: a release key alone cannot bring back a procedure that was replaced).
 *
 * @throws {AppError} `rollback-not-approved`
 */
export function checkRollbacks(state: TrustedState, release: Release, approvals: readonly VerifiedApproval[]): void {
  for (const entry of release.objects) {
    if (entry.version >= (state.highest[objectKey(entry)] ?? 0)) continue
    const agreed = approvals.filter(
      ({ rollbackIn, objects }) =>
        rollbackIn !== undefined &&
        rollbackIn > state.releaseFloor &&
        rollbackIn <= release.version &&
        objects.some((o) => o.sha256 === entry.sha256),
    )
    const people = (role: 'sme' | 'ld') =>
      agreed.filter((approval) => approval.role === role).map(({ person }) => person)
    if (!people('sme').some((sme) => people('ld').some((ld) => ld !== sme)))
      throw new AppError(
        'rollback-not-approved',
        `release: takes ${entry.kind} ${entry.id} back to version ${entry.version} without an SME's and an L&D reviewer's word`,
      )
  }
}

/** Length before hash. @throws {AppError} `wrong-length`, `wrong-hash` */
export function checkBytes(bytes: Uint8Array, ref: BytesRef, what: string): void {
  if (bytes.length !== ref.length)
    throw new AppError('wrong-length', `${what}: ${bytes.length} bytes came where ${ref.length} were announced`)
  // A2: altered in storage or on the way; TUF mix-and-match of objects.
  if (sha256Hex(bytes) !== ref.sha256) throw new AppError('wrong-hash', `${what}: not the bytes that were announced`)
}
