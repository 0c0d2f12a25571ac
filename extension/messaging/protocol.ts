import { defineExtensionMessaging } from '@webext-core/messaging'
import type { Signals } from '#core/context'
import type { EngineAnswer } from '../engine-link/answer.ts'

/** What a nudge shows. `state` names the page state it belongs to; nothing else of the engine reaches a page. */
export interface Tip {
  state: string
  title: string
  /** completes "Because ..." */
  reason: string
}

export interface PageAnswer {
  tip: Tip | null
  /** this page is paused or no longer granted: the script ends itself */
  stop: boolean
}

/** Every message there is. Who may send which: `senders.ts`; what it must look like: where it is received. */
export interface Protocol {
  /** tool page -> background */
  'page-signals'(signals: Signals): PageAnswer
  'tip-shown'(tip: { state: string }): void
  'tip-opened'(tip: { state: string }): void
  'tip-put-away'(tip: { state: string; from: 'page' | 'site' }): void
  /** background -> tool page */
  'page-stop'(nothing: null): void
  /** our own pages -> tool page: what it says about itself now; null where it costs too much to look */
  'page-says'(nothing: null): Signals | null
  /** our own pages and the background -> engine host */
  engine(call: { method: string; args: unknown[] }): EngineAnswer
  /** our own pages -> background: make sure that an engine host runs */
  'wake-engine'(nothing: null): void
}

export type MessageName = keyof Protocol

export const { sendMessage, onMessage } = defineExtensionMessaging<Protocol>()
