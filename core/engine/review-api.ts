import type { Block } from '#core/content'
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
}
export interface ReviewDetail extends ReviewEntry {
  blocks: Block[]
  /** against the last approved version; all `added` for a first version */
  difference: { change: 'same' | 'added' | 'removed'; text: string }[]
  previousVersion: number | null
  sources: { document: string; passage: string; text: string | null; changed: boolean }[]
}
export interface WaitingRelease {
  version: number
  sha256: string
  objects: (Ref & { version: number; title: string; change: 'new' | 'changed' | 'same' })[]
  removed: Ref[]
}
export interface SigningKey {
  kid: string
  /** `waiting` until the root names it in the trust file */
  state: 'none' | 'waiting' | 'trusted'
}

/** What a face can ask where somebody reviews and signs: part of `Engine` (engine-api.ts). */
export interface Reviewing {
  signingKey(): Promise<SigningKey>
  /** makes the key if there is none (non-extractable, stays in this browser) and hands its public half to the server */
  requestSigningKey(): Promise<SigningKey>
  reviewQueue(): Promise<ReviewEntry[]>
  reviewDetail(sha256: string): Promise<ReviewDetail>
  /** signs exactly the bytes shown */
  approve(sha256: string, role: 'sme' | 'ld'): Promise<void>
  waitingRelease(): Promise<WaitingRelease | null>
  /** @param options.acceptLowerRecall needed where the release's search check is worse than the last one's */
  signRelease(sha256: string, options?: { acceptLowerRecall?: boolean }): Promise<void>
}
