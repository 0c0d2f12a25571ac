import { defineExtensionMessaging } from '@webext-core/messaging'
import type { Clue } from '#core/anchors'
import type { PageRead, PointedPart, Signals } from '#core/context'
import type { EngineAnswer } from '../engine-link/answer.ts'

/** What a nudge shows. `state` names the page state it belongs to; nothing else of the engine reaches a page. */
export interface Tip {
  state: string
  title: string
  /** completes "Because ..." */
  reason: string
}

/** What a page may know of the guide that runs in its tab: the step at hand and, where it is for this page, its anchor. */
export interface GuideView {
  title: string
  /** from 0; `of` once the last step is done */
  step: number
  of: number
  text: string
  detail: string | null
  place: 'here' | 'elsewhere' | 'unplaced'
  /** core/anchors `Anchor`; null unless its place is here */
  anchor: unknown
}

export interface PageAnswer {
  tip: Tip | null
  guide: GuideView | null
  /** this page is paused or no longer granted: the script ends itself */
  stop: boolean
}

/** What an author pointed at. `index`: in `facts.elements`, null for what cannot be acted on (a dialog, a marked part). */
export interface Picked extends PageRead {
  index: number | null
  part: PointedPart
}
export type PickMove = 'next' | 'before' | 'out' | 'pick' | 'end'

/** Every message there is. Who may send which: `senders.ts`; what it must look like: where it is received. */
export interface Protocol {
  /** tool page -> background */
  'page-signals'(signals: Signals): PageAnswer
  'tip-shown'(tip: { state: string }): void
  'tip-opened'(tip: { state: string }): void
  'tip-put-away'(tip: { state: string; from: 'page' | 'site' }): void
  /** our panel (which names the tab) and tool page -> background; `to` from 0, beyond the last step is the guide's end card */
  'guide-move'(move: { to: number | 'end'; tab?: number | undefined }): void
  /** tool page -> background: what became of looking for a step; `lost` only where it was not found */
  'guide-found'(said: { step: number; found: 'looking' | 'shown' | 'lost'; lost: Clue[] }): void
  /** our panel -> background; false where the tool in that tab has no such guide */
  'guide-start'(wish: { tab: number; ref: { kind: string; id: string } }): boolean
  /** tool page -> background: our script took too long there and ends itself */
  'page-over-budget'(said: { ms: number }): void
  /** background -> tool page */
  'page-stop'(nothing: null): void
  /** background -> tool page: true where our script runs; it costs the page nothing */
  'page-is-on'(nothing: null): boolean
  /** the page's guide has moved: say again what the page says, so that it is told the step */
  'page-look'(nothing: null): void
  /** our own pages -> tool page: what it says about itself now; null where it costs too much to look */
  'page-says'(nothing: null): Signals | null
  /** our own pages -> tool page, answered by picker.js while an author places an aid: the page and everything on it one can act on */
  'page-read'(nothing: null): PageRead
  /** the author points at something; answered when it is picked, or null when they end it */
  'pick-element'(what: { wanted: 'element' | 'part' }): Picked | null
  /** the same by keys pressed in the panel */
  'pick-move'(move: { to: PickMove }): void
  /** our own pages and the background -> engine host */
  engine(call: { method: string; args: unknown[] }): EngineAnswer
  /** our own pages -> background: make sure that an engine host runs */
  'wake-engine'(nothing: null): void
  /** engine host -> background: another release is installed here; Firefox's background is its own host and hears of it by its alarm */
  'release-changed'(nothing: null): void
}

export type MessageName = keyof Protocol

export const { sendMessage, onMessage } = defineExtensionMessaging<Protocol>()
