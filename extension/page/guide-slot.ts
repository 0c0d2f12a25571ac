import type { GuideView } from '../messaging/protocol.ts'

/**
 * How the guide, injected only while one runs, is reached by the page script of the same isolated world.
 *
 * @param view null while the page goes to another address: until its next word nothing is pointed at
 */
export type ShowGuide = (view: GuideView | null, signal: AbortSignal) => void

const slot = Symbol.for('handrail-guide')
type World = typeof globalThis & { [slot]?: ShowGuide | undefined }

export const offerGuide = (show: ShowGuide): void => {
  ;(globalThis as World)[slot] = show
}
export const findGuide = (): ShowGuide | undefined => (globalThis as World)[slot]
/** What an earlier version of the extension left in this world. */
export const forgetGuide = (): void => {
  ;(globalThis as World)[slot] = undefined
}
