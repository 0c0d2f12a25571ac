import { AppError, sha256Hex } from '#core/base'
import { instantMs } from './fields.ts'
import { type KeyBook, type Signed, unverifiedText, verifyJws } from './jws.ts'
import { MAX_TRUST_BYTES, readTrust, type Trust } from './trust.ts'

/**
 * The first trust file, pinned by the hash in the enrolment link or by managed policy.
 *
 * @throws {AppError} `wrong-root`, and as `verifyTrust`
 */
export async function pinTrust(bytes: Uint8Array, rootHash: string, tenant: string): Promise<Trust> {
  // Arbitrary installation: a server that poses as the organisation's at the first contact.
  if (sha256Hex(bytes) !== rootHash)
    throw new AppError('wrong-root', 'The server is not the one this link was made for. Ask for a new link.')
  const { trust, signed } = await readSigned(bytes, {})
  if (trust.tenant !== tenant) throw new AppError('wrong-tenant', `trust: belongs to ${trust.tenant}, not to ${tenant}`)
  if (trust.version !== 1) throw new AppError('wrong-root', 'trust: the pinned file is not version 1')
  needRoots(trust, signed, 'its own')
  return trust
}

/**
 * The next trust file: exactly one version on, signed by the root threshold of the one before and of its own (TUF 5.3.4).
 *
 * Expiry is not looked at here: a device that was away passes through expired files; only the last must be in date.
 *
 * @throws {AppError} `bad-input`, `too-large`, `wrong-type`, `unknown-key`, `signed-twice`, `bad-signature`, `wrong-tenant`,
 * `wrong-version`, `threshold`
 */
export async function verifyTrust(previous: Trust, bytes: Uint8Array): Promise<Trust> {
  const { trust, signed } = await readSigned(bytes, previous.keys)
  // A3: the root of another organisation, even where one key serves both.
  if (trust.tenant !== previous.tenant)
    throw new AppError('wrong-tenant', `trust: belongs to ${trust.tenant}, not to ${previous.tenant}`)
  // TUF rollback and fast-forward: N+1 and nothing else.
  if (trust.version !== previous.version + 1)
    throw new AppError('wrong-version', `trust: version ${trust.version} cannot follow version ${previous.version}`)
  needRoots(previous, signed, 'the former')
  needRoots(trust, signed, 'its own')
  return trust
}

/** @throws {AppError} `expired` when the trust file in force is out of date: TUF freeze at the root */
export function needTrustInDate(trust: Trust, nowMs: number): void {
  if (instantMs(trust.expires) <= nowMs)
    throw new AppError(
      'expired',
      `The organisation's trust file ended on ${trust.expires}. Its roots must sign a new one.`,
    )
}

/** A new file may be signed by roots it introduces, so the keys are those of both; which of them count is `needRoots`'s business. */
async function readSigned(bytes: Uint8Array, former: KeyBook): Promise<{ trust: Trust; signed: Signed['signers'] }> {
  const proposed = readTrust(unverifiedText(bytes, MAX_TRUST_BYTES, 'trust'))
  const { text, signers } = await verifyJws(bytes, 'trust', { ...proposed.keys, ...former }, MAX_TRUST_BYTES)
  return { trust: readTrust(text), signed: signers }
}

/** Distinct keys of distinct people (A4: two stolen keys of one root holder are one). */
function needRoots({ roles, keys, revoked }: Trust, signed: Signed['signers'], whose: string): void {
  const people = signed
    .filter(({ kid }) => roles.root.kids.includes(kid) && !revoked.includes(kid))
    .map(({ kid }) => keys[kid]?.person)
  if (new Set(people).size < roles.root.need)
    throw new AppError('threshold', `trust: needs the signatures of ${roles.root.need} of ${whose} roots`)
}
