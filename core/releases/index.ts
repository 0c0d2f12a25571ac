export {
  Approval,
  type Criterion,
  criteriaOf,
  MAX_APPROVAL_BYTES,
  roleName,
  type VerifiedApproval,
  verifyApproval,
} from './approval.ts'
export { fromBase64Url, toBase64Url } from './base64url.ts'
export { instant, instantMs } from './fields.ts'
export { type CountableApproval, countApprovals } from './gate.ts'
export type { InstalledObject } from './installed-object.ts'
export { mergeJws, type Signer, unverifiedText } from './jws.ts'
export type { KeptRelease } from './kept.ts'
export { fingerprint, keyId, PublicJwk } from './key.ts'
export { MOST_RECALLED, Recalled, RecallReason, recallReasons } from './recalled.ts'
export { APP_LEVEL, MAX_DERIVED_BYTES, MAX_RELEASE_BYTES, objectKey, Release, type ReleaseEntry } from './release.ts'
export type { ReleaseStore } from './release-store.ts'
export { releaseText, signApproval, signRelease, signTime, signTrust, signTrustText, trustText } from './sign.ts'
export { readSourceMarks, type SourceMark, type SourceMarks } from './source-marks.ts'
export { heldBlobs, initialState, LEASE_MS, leaseState, mayShow, TrustedState } from './state.ts'
export { takeRelease } from './take-release.ts'
export { MAX_TIME_BYTES, Time } from './time.ts'
export { holderOf, MAX_TRUST_BYTES, personName, type ReviewRole, readTrust, Trust, type TrustRole } from './trust.ts'
export { createUpdater, type UpdateOutcome } from './updater.ts'
export { readSignedRelease } from './verify-release.ts'
export { pinTrust, verifyTrust } from './verify-trust.ts'
