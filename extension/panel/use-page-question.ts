import { onUnmounted, shallowRef } from 'vue'
import type { Signals } from '#core/context'
import type { PageExplanation } from '../../core/engine-api.ts'
import { hiddenOn } from '../background/put-away.ts'
import { engine } from '../engine-link/page-engine.ts'
import { unmountSignal } from '../unmount-signal.ts'
import { createActiveTab } from './active-tab.ts'
import { askPage } from './tool-page.ts'

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
  const activeTab = createActiveTab(unmountSignal())

  async function ask() {
    const question = ++asked
    const still = () => question === asked
    try {
      const signals = await askPage(await activeTab.read())
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
  activeTab.onAnother(ask)
  onUnmounted(() => {
    asked++
  })
  return { state, seen, failure, ask }
}
