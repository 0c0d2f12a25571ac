import type { DriftedStep, PageRead, SavedPage, TriedStep } from '#core/context'
import type { Ref } from '../engine-api.ts'

/** What an author's screen can ask, to place aids on pages: part of `Engine` (engine-api.ts). All but `guideSteps` need the server. */
export interface Authoring {
  /** the steps of a process guide of the installed release, in order; none for any other aid */
  guideSteps(ref: Ref): Promise<{ text: string; detail: string | null }[]>
  /** the newest version of a placement, drafts too; null when there is none */
  placement(id: string): Promise<FoundPlacement | null>
  /**
   * Sends a placement for review, under the author's name: a draft, which two people then sign like everything else. The same
   * body again changes nothing.
   */
  sendPlacement(id: string, body: PlacementBody): Promise<SentPlacement>
  /** pages saved as examples, ordered by tool and name */
  savedPages(): Promise<SavedPageEntry[]>
  savePage(name: string, page: SavedPage): Promise<void>
  removeSavedPage(id: string): Promise<void>
  /** what a placement would do on every example of its tool, beside the placements that are there */
  tryPlacement(id: string, body: PlacementBody): Promise<TriedPage[]>
  /** looks for every step of every guide of the installed release that belongs on this page */
  checkPage(page: PageRead): Promise<CheckedStep[]>
  /** steps that employees' devices did not find, open ones first */
  drift(): Promise<DriftedStep[]>
}

/** As the placement kind's schema has it; checked there. */
export type PlacementBody = Record<string, unknown>

export interface FoundPlacement {
  version: number
  body: PlacementBody
}

export type SentPlacement =
  | { state: 'taken'; version: number; change: 'new' | 'changed' | 'same' }
  | { state: 'refused'; reason: string }

export interface SavedPageEntry {
  id: string
  /** host of the tool */
  tool: string
  name: string
  savedBy: string
  savedAt: string
}

export interface TriedPage extends SavedPageEntry {
  holds: boolean
  /** comes before all others that hold there */
  first: boolean
  /** titles of other placements that hold there, most specific first */
  others: string[]
  steps: TriedStep[]
}

export interface CheckedStep extends TriedStep {
  placement: string
  guide: string
  text: string
}
