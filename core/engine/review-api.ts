import type { ReadLine, ReviewNotes } from '#core/authoring'
import type { Block, KeptBrief } from '#core/content'
import type { Ref } from '../engine-api.ts'

/** An object in the review queue. */
export interface ReviewEntry extends Ref {
  version: number
  sha256: string
  title: string
  /** their names */
  authors: string[]
  importedAt: string
  /** signatures so far */
  approvals: { role: 'sme' | 'ld'; person: string; name: string; at: string }[]
  /** the roles this person may still sign as, and why not otherwise */
  maySign: ('sme' | 'ld')[]
  whyNot: string | null
  /** what it is about: top competencies, or the folder of a document without any */
  domains: { id: string; title: string }[]
}
/** How long a look will take, by the signature that is missing; 0 where it is there. */
export interface QueueEntry extends ReviewEntry {
  minutes: { sme: number; ld: number }
}
export interface ReviewDetail extends ReviewEntry {
  blocks: Block[]
  /** against the last approved version; all `added` for a first version */
  difference: ReadLine[]
  previousVersion: number | null
  /**
   * As they read now. `changed`: not what this was written against; `approved`: what it was written against is signed by both.
   * `marks`: words that stand in the object too
   */
  sources: {
    document: string
    title: string
    passage: string
    text: string | null
    changed: boolean
    approved: boolean
    marks: [start: number, end: number][]
  }[]
  /** what each part says and rests on; `made`: who wrote it where that was no person */
  parts: { part: string; text: string[]; made: { by: string; at: string } | null; sources: string[] }[]
  /** what was asked for before it was written; kept in the object and signed with it */
  brief: KeptBrief | null
  /** sentences no passage supports, and what their author says of them */
  unsourced: { sentence: string; reason: string }[]
  notes: ReviewNotes['notes']
}
export interface ReleaseOptions {
  /** needed where the release's search check is worse than the last one's */
  acceptLowerRecall?: boolean
  /** whom it goes to first; everybody unless told */
  departments?: readonly string[]
}
export interface WaitingRelease {
  version: number
  sha256: string
  objects: (Ref & { version: number; title: string; change: 'new' | 'changed' | 'same' })[]
  removed: Ref[]
}
/** Which passkey opens a key, and what it is asked for; both base64url. */
export interface KeyLock {
  credential: string
  salt: string
}
/** With what a passkey gave for that lock: 32 bytes, base64url. */
export interface KeyProtection {
  lock: KeyLock
  secret: string
}
export interface SigningKey {
  kid: string
  /** `waiting` until the root names it in the trust file */
  state: 'none' | 'waiting' | 'trusted' | 'withdrawn'
  /** null where no passkey protects it */
  lock: KeyLock | null
  /** kid of the key that takes its place once it is trusted */
  replacing: string | null
}

/** The signing keys of this browser. Only a window can ask for a passkey, so what it gave comes in from there. */
export interface OwnKeys {
  signingKey(): Promise<SigningKey>
  /** makes the key if there is none, a new one beside a trusted one, and hands its public half to the server */
  requestSigningKey(protection?: KeyProtection): Promise<SigningKey>
  /** lost, or copied: it counts for nothing any more, and what it signed needs another's signature */
  withdrawSigningKey(): Promise<SigningKey>
  /** what to ask the passkey for before the next signature in this role; null where none is needed */
  signingLock(role: 'sme' | 'ld'): Promise<KeyLock | null>
  /** for the next signature, and no other */
  unlockSigning(secret: string): Promise<void>
}

/** What a face can ask where somebody reviews and signs: part of `Engine` (engine-api.ts). */
export interface Reviewing extends OwnKeys {
  reviewQueue(): Promise<QueueEntry[]>
  reviewDetail(sha256: string): Promise<ReviewDetail>
  /**
   * One signature over exactly the bytes that were shown of each, with all criteria of the role.
   *
   * @param options.rollbackIn also agrees that from this release on they take the place of newer versions
   */
  approve(sha256s: readonly string[], role: 'sme' | 'ld', options?: { rollbackIn?: number }): Promise<void>
  waitingRelease(): Promise<WaitingRelease | null>
  signRelease(sha256: string, options?: ReleaseOptions): Promise<void>
}
