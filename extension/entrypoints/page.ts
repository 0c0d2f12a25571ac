import { browser } from 'wxt/browser'
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import type { Signals } from '#core/context'
import { onMessage, type PageAnswer, sendMessage } from '../messaging/protocol.ts'
import { collectSignals } from '../page/collect-signals.ts'
import { findNudge } from '../page/nudge-slot.ts'
import { watchPage } from '../page/watch-page.ts'
import { createWatchdog } from '../page/watchdog.ts'

const running = Symbol.for('handrail-page')
type World = typeof globalThis & { [running]?: AbortController }

/** Runs on granted sites only, in an isolated world. One signal ends all of it. */
export default defineUnlistedScript(() => {
  const world = globalThis as World
  world[running]?.abort()
  const life = new AbortController()
  world[running] = life
  const { signal } = life
  signal.addEventListener(
    'abort',
    onMessage('page-stop', () => life.abort()),
  )

  const watched = createWatchdog({ nowMs: () => performance.now(), stop: () => life.abort() })
  let last = ''
  let shown: { state: string; page: AbortController } | null = null
  const hide = () => {
    shown?.page.abort()
    shown = null
  }
  signal.addEventListener('abort', hide)

  async function ask(signals: Signals): Promise<PageAnswer | null> {
    try {
      return await sendMessage('page-signals', signals)
    } catch {
      // the extension was updated or removed: this script is an orphan; otherwise the next change asks again
      if (browser.runtime?.id === undefined) life.abort()
      last = ''
      return null
    }
  }

  watchPage({
    signal,
    left: hide,
    async settled() {
      const signals = watched(() => collectSignals(document, location))
      const said = JSON.stringify(signals)
      if (signals === null || said === last) return
      last = said
      const answer = await ask(signals)
      if (answer === null || signal.aborted || said !== last) return
      if (answer.stop) return life.abort()
      if (answer.tip?.state === shown?.state && answer.tip !== null) return
      hide()
      if (answer.tip === null) return
      shown = { state: answer.tip.state, page: new AbortController() }
      findNudge()?.(answer.tip, shown.page.signal)
    },
  })
})
