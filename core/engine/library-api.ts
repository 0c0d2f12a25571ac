import type { Block, Level, Section, SourceChange } from '#core/content'
import type { Ref } from '../engine-api.ts'

/** The aids of a release, for lists. */
export interface AidCard extends Ref {
  title: string
  summary: string
  competencies: string[]
  stale: boolean
}

/** A passage something rests on. */
export interface TrustedSource {
  document: string
  title: string
  /** of the passage, in its document */
  id: string
  /** the heading it stands under */
  passage: string
  versionDate: string | null
  /** what became of its text since; null where it reads as it did, or where this device cannot know */
  change: SourceChange | null
  /** its document's day of review is past, by this device's clock */
  overdueSince: string | null
}

/** Who says so, and is it current? Answered from the object itself, offline. */
export interface TrustSignal {
  /** of the object itself */
  version: number
  /** where it is a source document: what others rest on */
  document: { versionDate: string | null; owner: string | null } | null
  approvals: { role: 'sme' | 'ld'; person: string; name: string; at: string }[]
  release: number
  sources: TrustedSource[]
  reviewBy: string | null
  lease: 'fresh' | 'stale'
}

/** As the release says it; the reason is a code, so that nobody reads a text that no one reviewed. */
export interface Withdrawn {
  /** a day */
  on: string
  reason: 'wrong' | 'unsafe' | 'out-of-date' | 'law' | 'other'
}

export interface OpenedObject extends Ref {
  version: number
  title: string
  summary: string
  blocks: Block[]
  /** of a guide with levels of detail: which fits this person and why; `blocks` are those of all levels */
  levels?: { fits: Level; why: string; blocks: Record<Level, Block[]> } | undefined
  /** parts that are opened one by one, and what stands before them; `blocks` hold all of it */
  sections?: { lead: Block[]; sections: Section[] } | undefined
  /** a process guide that walks a person through it on the live tool */
  guide?: AidCard | undefined
  trust: TrustSignal
}
