import { parse } from '#core/base'
import { Approval } from './approval.ts'
import { type Signer, signJws } from './jws.ts'
import { Release } from './release.ts'
import { Time } from './time.ts'
import { Trust } from './trust.ts'

/** @returns the bytes to send to `POST /v1/approvals` */
export const signApproval = (approval: Approval, signer: Signer): Promise<Uint8Array> =>
  signJws('approval', JSON.stringify(parse(Approval, approval, 'approval')), [signer])

/** The JSON text an L&D reviewer signs; its sha256 names a waiting release. */
export const releaseText = (release: Release): string => JSON.stringify(parse(Release, release, 'release'))

/** @param text exactly as the server holds it waiting */
export const signRelease = (text: string, signer: Signer): Promise<Uint8Array> => signJws('release', text, [signer])

export const signTime = (time: Time, signer: Signer): Promise<Uint8Array> =>
  signJws('time', JSON.stringify(parse(Time, time, 'time')), [signer])

/** @param roots the root threshold of the version before and of this one; one signer may be both */
export const signTrust = (trust: Trust, roots: readonly Signer[]): Promise<Uint8Array> =>
  signJws('trust', trustText(trust), roots)

/** The JSON text the root holders sign, each for themself. */
export const trustText = (trust: Trust): string => JSON.stringify(parse(Trust, trust, 'trust'))

/** @param text exactly as it was proposed */
export const signTrustText = (text: string, root: Signer): Promise<Uint8Array> => signJws('trust', text, [root])
