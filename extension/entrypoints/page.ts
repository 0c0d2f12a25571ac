import { browser } from 'wxt/browser'
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import type { Signals } from '#core/context'
import { hear, say } from '../messaging/page-link.ts'
import type { GuideView, PageAnswer } from '../messaging/protocol.ts'
import { collecting, collectSignals } from '../page/collect-signals.ts'
import { findGuide, forgetGuide } from '../page/guide-slot.ts'
import { findNudge } from '../page/nudge-slot.ts'
import { pageRoots } from '../page/page-roots.ts'
import { createStay } from '../page/stay.ts'
import { watchPage } from '../page/watch-page.ts'
import { createWatchdog } from '../page/watchdog.ts'

/** Between one try and the next, ms. */
const RETRY_MS = [300, 1_000, 4_000]
const running = Symbol.for('handrail-page')
type World = typeof globalThis & { [running]?: AbortController }

/** Runs on granted sites only, in an isolated world. One signal ends all of it. */
export default defineUnlistedScript(() => {
  const world = globalThis as World
  world[running]?.abort()
  const life = new AbortController()
  world[running] = life
  const { signal } = life
  forgetGuide()
  hear(
    {
      'page-stop': () => life.abort(),
      'page-is-on': () => true,
      'page-says': () => read(),
      'page-look': () => void again(),
    },
    signal,
  )

  const stop = (ms: number) => {
    life.abort()
    void say('page-over-budget', { ms })
  }
  const watched = createWatchdog({ nowMs: () => performance.now(), stop })
  let last = ''
  let shown: { state: string; page: AbortController } | null = null
  const hide = () => {
    shown?.page.abort()
    shown = null
  }
  let walk: AbortController | null = null
  /** The running guide's step, or its end. */
  const guideTo = (view: GuideView | null) => {
    if (view === null) walk?.abort()
    walk = view && (walk ?? new AbortController())
    if (walk) findGuide()?.(view, walk.signal)
  }
  signal.addEventListener('abort', () => {
    hide()
    guideTo(null)
  })
  /** The same words on another page, or for another step of a guide, are a new question. */
  const again = () => {
    last = ''
    return look()
  }
  const leave = () => {
    hide()
    if (!walk) return
    last = ''
    findGuide()?.(null, walk.signal)
  }

  /** The background or the engine may have been ended in the middle of the question: it is asked again, later each time. */
  async function ask(signals: Signals, still: () => boolean): Promise<PageAnswer | null> {
    for (const waitMs of RETRY_MS) {
      const answer = await say('page-signals', signals)
      if (answer !== null || !still()) return answer
      // the extension was updated or removed: this script is an orphan
      if (browser.runtime?.id === undefined) life.abort()
      await new Promise((done) => setTimeout(done, waitMs))
      if (!still()) return null
    }
    last = ''
    return null
  }

  const stay = createStay({ nowMs: () => performance.now(), due: () => void look(), signal })
  const read = () =>
    watched(() => {
      const parts = pageRoots(document)
      follow(parts)
      return collectSignals(parts, location)
    })
  let looks = 0
  /** In pieces, each behind all the page wants to do. Null where a later look began meanwhile, or it costs the page too much. */
  async function readInPieces(): Promise<Signals | null> {
    const look = ++looks
    const parts = watched(() => pageRoots(document))
    if (parts === null) return null
    follow(parts)
    const pieces = collecting(parts, location)
    for (;;) {
      await new Promise((turn) => requestIdleCallback(turn, { timeout: 100 }))
      if (look !== looks || signal.aborted) return null
      const piece = watched(() => pieces.next())
      if (piece === null) return null
      if (piece.done) return piece.value
    }
  }
  const look = async () => {
    const seen = await readInPieces()
    if (seen === null) return
    const { pathShape, title, banners } = seen
    const signals = { ...seen, seconds: stay.secondsIn(JSON.stringify([pathShape, title, banners])) }
    const said = JSON.stringify(signals)
    if (said === last) return
    last = said
    const still = () => !signal.aborted && said === last
    const answer = await ask(signals, still)
    if (answer === null || !still()) return
    if (answer.stop) return life.abort()
    guideTo(answer.guide)
    if (answer.tip?.state === shown?.state && answer.tip !== null) return
    hide()
    if (answer.tip === null) return
    shown = { state: answer.tip.state, page: new AbortController() }
    findNudge()?.(answer.tip, shown.page.signal)
  }
  const follow = watchPage({ signal, left: leave, settled: () => void look() })
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && stay.away(), { signal })
})
