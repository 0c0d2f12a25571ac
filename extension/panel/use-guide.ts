import { onMounted, shallowRef, watch } from 'vue'
import { browser } from 'wxt/browser'
import type { Ref } from '../../core/engine-api.ts'
import { guideKey, readTabGuide, type TabGuide } from '../background/tab-guide.ts'
import { watchChanges } from '../engine-host/changes.ts'
import { engine } from '../engine-link/page-engine.ts'
import { listen } from '../listen.ts'
import { sendMessage } from '../messaging/protocol.ts'
import { unmountSignal } from '../unmount-signal.ts'
import { createActiveTab } from './active-tab.ts'
import { tabHost } from './tool-page.ts'

/**
 * The guide that runs in this window's active tab, and which guides could. Read from the browser's session memory, as the page
 * is told from it: both always show the same step.
 */
export function useGuide() {
  const guide = shallowRef<TabGuide | null>(null)
  const walkable = shallowRef<readonly Ref[]>([])
  const host = shallowRef<string | null>(null)
  const life = unmountSignal()
  const activeTab = createActiveTab(life)
  let tab = -1

  const readGuide = async () => {
    guide.value = await readTabGuide(tab)
  }
  async function readTab() {
    const active = await activeTab.read()
    tab = active?.id ?? -1
    // the browser tells the address only of sites that are granted
    host.value = tabHost(active)
    await readGuide()
  }
  async function readWalkable() {
    walkable.value = host.value === null ? [] : await engine.walkable(host.value).catch(() => [])
  }
  watch(host, readWalkable)
  onMounted(async () => {
    const kept = (changes: Record<string, unknown>) => void (guideKey(tab) in changes && readGuide())
    const updated = (id: number, change: { url?: string }) => void (id === tab && change.url !== undefined && readTab())
    listen(browser.storage.session.onChanged, kept, life)
    listen(browser.tabs.onUpdated, updated, life)
    activeTab.onAnother(readTab)
    await readTab()
  })
  // withdrawn while it runs: it is taken off the page now, not at the next step
  watchChanges(async () => {
    const running = guide.value
    if (!running) return
    const still = await engine.guide(running.ref, running.host).catch(() => undefined)
    if (still === null) await sendMessage('guide-move', { to: 'end', tab })
  }, life)

  return {
    guide,
    canWalk: ({ kind, id }: Ref): boolean => walkable.value.some((each) => each.kind === kind && each.id === id),
    /** a newer release may have steps for more tools */
    readWalkable,
    /** @returns false where it could not be started on this page */
    start: async ({ kind, id }: Ref): Promise<boolean> => {
      await readTab()
      return sendMessage('guide-start', { tab, ref: { kind, id } })
    },
    move: (to: number | 'end'): Promise<void> => sendMessage('guide-move', { to, tab }),
  }
}
