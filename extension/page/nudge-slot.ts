import type { Tip } from '../messaging/protocol.ts'

/** How the nudge, injected only when there is a tip, is reached by the page script of the same isolated world. */
export type ShowNudge = (tip: Tip, signal: AbortSignal) => void

const slot = Symbol.for('handrail-nudge')
type World = typeof globalThis & { [slot]?: ShowNudge }

export const offerNudge = (show: ShowNudge): void => {
  ;(globalThis as World)[slot] = show
}
export const findNudge = (): ShowNudge | undefined => (globalThis as World)[slot]
