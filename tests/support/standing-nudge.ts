import { page, userEvent } from 'vitest/browser'
import { mountNudge } from '../../extension/nudge/mount-nudge.ts'

export const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))
/** Our clock on these pages: of the half second a card has to be seen, only the browser's part is waited for in full. */
const TIMES_FASTER = 3
export const fastMs = () => TIMES_FASTER * performance.now()
/** Until a click on what is in sight has an effect by that clock, and a little more. */
export const SEEN_MS = 480
/** The same in real time. */
export const REALLY_SEEN_MS = 850

/** The nudge on the page a browser test runs in, with what its buttons did. */
export function standNudge(signal: AbortSignal, nowMs = fastMs) {
  const acts: string[] = []
  const before = new Set(document.documentElement.children)
  mountNudge({
    tip: { state: 's', title: 'Who approves a refund', reason: 'you are on the refund form' },
    seen() {},
    actions: {
      open: () => acts.push('open'),
      dismiss: () => acts.push('dismiss'),
      notHere: () => acts.push('not here'),
    },
    signal,
    nowMs,
  })
  const host = [...document.documentElement.children].find((child) => !before.has(child)) as HTMLElement
  return { host, acts, ...buttonsOf(host) }
}

/** The root is closed, so a real mouse goes where the buttons are drawn. */
function buttonsOf(host: HTMLElement) {
  const { width, height } = host.getBoundingClientRect()
  const places = {
    open: { x: 60, y: height - 30 },
    'not here': { x: 150, y: height - 30 },
    dismiss: { x: width - 32, y: 36 },
  }
  const click = (button: keyof typeof places, times = 1) =>
    userEvent.click(page.elementLocator(document.documentElement), {
      position: at(places[button]),
      force: true,
      timeout: 2_000,
      clickCount: times,
    })
  // where they were drawn when nothing had happened yet
  const { left, top } = host.getBoundingClientRect()
  const at = ({ x, y }: { x: number; y: number }) => ({ x: left + x, y: top + y })
  /** the same, where the host is now: a page may have moved all it has, but not us */
  const clickHost = (button: keyof typeof places) =>
    userEvent.click(page.elementLocator(host), { position: places[button], force: true, timeout: 2_000 })
  return { click, clickHost, buttons: Object.keys(places) as (keyof typeof places)[] }
}
