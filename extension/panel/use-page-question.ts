import { onUnmounted, shallowRef } from 'vue'
import { browser } from 'wxt/browser'
import type { Signals } from '#core/context'
import type { PageExplanation } from '../../core/engine-api.ts'
import { hiddenOn } from '../background/put-away.ts'
import { engine } from '../engine-link/page-engine.ts'
import { sendMessage } from '../messaging/protocol.ts'
import { panelWindow } from './panel-window.ts'

interface PageSeen {
  signals: Signals
  explanation: PageExplanation
}

/**
 * What the page of this window's active tab says, and what was thought of it. Asked anew on each call; held in this panel's
 * memory alone and gone with it.
 */
export function usePageQuestion() {
  const state = shallowRef<'loading' | 'ready' | 'not-here' | 'failed'>('loading')
  const seen = shallowRef<PageSeen | null>(null)
  const failure = shallowRef('')
  let asked = 0
  let window: number | undefined

  async function ask() {
    const question = ++asked
    const still = () => question === asked
    try {
      window ??= await panelWindow()
      const [tab] = await browser.tabs.query({ active: true, windowId: window })
      // a page without our script does not answer, and must not
      const signals = tab?.id === undefined ? null : await sendMessage('page-says', null, tab.id).catch(() => null)
      if (!signals) {
        if (still()) state.value = 'not-here'
        return
      }
      const explanation = await engine.explain(signals, await hiddenOn(signals))
      if (!still()) return
      seen.value = { signals, explanation }
      state.value = 'ready'
    } catch (error) {
      if (!still()) return
      failure.value = error instanceof Error ? error.message : String(error)
      state.value = 'failed'
    }
  }
  const another = ({ windowId }: { windowId: number }) => void (windowId === window && ask())
  browser.tabs.onActivated.addListener(another)
  onUnmounted(() => {
    asked++
    browser.tabs.onActivated.removeListener(another)
  })
  return { state, seen, failure, ask }
}
