import { AppError, parseJson } from '#core/base'
import { instantMs } from './fields.ts'
import { unverifiedText, verifyJws } from './jws.ts'
import { MAX_TIME_BYTES, Time } from './time.ts'
import { holderOf, type Trust } from './trust.ts'

/** What the device already knows, which a time statement may not undo. */
export interface TimeFloor {
  time: Time | null
  /** 0 where nothing is installed */
  release: { version: number; sha256: string | null }
}

/** The trust version a time statement claims, unverified: it says only which trust files to ask for. */
export function claimedTrust(bytes: Uint8Array): number {
  return parseJson(Time, unverifiedText(bytes, MAX_TIME_BYTES, 'time'), 'time').trust
}

/**
 * What is current, checked under the trust file in force.
 *
 * @param nowMs max(wall clock, time floor), fixed for the whole update
 * @throws {AppError} `bad-signature`... as `verifyJws`; `wrong-role`, `wrong-tenant`, `mix-and-match`, `rollback`, `expired`
 */
export async function verifyTime(trust: Trust, bytes: Uint8Array, known: TimeFloor, nowMs: number): Promise<Time> {
  const { text, signers } = await verifyJws(bytes, 'time', trust.keys, MAX_TIME_BYTES)
  const time = parseJson(Time, text, 'time')
  // Key compromise: a reviewer's key, or a time key that was revoked, cannot say what is current.
  if (signers.length !== 1 || signers.some(({ kid }) => holderOf(trust, 'time', kid) === null))
    throw new AppError('wrong-role', 'time: not signed by the key that may say what is current')
  // A3: another organisation's time.
  if (time.tenant !== trust.tenant)
    throw new AppError('wrong-tenant', `time: made for ${time.tenant}, not for ${trust.tenant}`)
  // TUF mix-and-match: a time of one trust file beside another one, e.g. with the revoking file held back.
  if (time.trust !== trust.version)
    throw new AppError(
      'mix-and-match',
      `time: speaks of trust file ${time.trust}, the one in force is ${trust.version}`,
    )
  checkNotOlder(time, known)
  // TUF indefinite freeze: an old statement served for ever, also to a clock that was set back (the floor).
  if (instantMs(time.expires) <= nowMs)
    throw new AppError(
      'expired',
      `What the server calls current ended on ${time.expires}. Is this device's clock right?`,
    )
  return time
}

function checkNotOlder(time: Time, known: TimeFloor): void {
  // TUF rollback of the time itself.
  if (known.time && time.version < known.time.version)
    throw new AppError('rollback', `time: version ${time.version} is older than ${known.time.version}, which was seen`)
  // Equivocation: two statements of one version.
  if (known.time && time.version === known.time.version && JSON.stringify(time) !== JSON.stringify(known.time))
    throw new AppError('mix-and-match', `time: version ${time.version} says something else than before`)
  // TUF rollback of what it names (CVE-2022-29173: the check made for the root only).
  if ((time.release?.version ?? 0) < known.release.version)
    throw new AppError(
      'rollback',
      `time: names release ${time.release?.version ?? 0}; ${known.release.version} is known`,
    )
  // Equivocation: one release number, other bytes.
  if (
    known.release.sha256 &&
    time.release?.version === known.release.version &&
    time.release.sha256 !== known.release.sha256
  )
    throw new AppError('mix-and-match', `time: names another release ${known.release.version} than the one installed`)
}
