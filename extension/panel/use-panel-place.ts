import { onMounted, shallowRef } from 'vue'
import { browser } from 'wxt/browser'
import { type PanelWish, panelKey, readPanelWish, readTabTip, type TabTip, tabKey } from '../background/tab-tips.ts'
import { listen } from '../listen.ts'
import { unmountSignal } from '../unmount-signal.ts'
import { createActiveTab } from './active-tab.ts'

/**
 * What the panel's window is about: the offer for the page in its active tab, and the aid a nudge asked for. Both are read
 * from the browser's session memory, so nothing depends on the background being alive.
 */
export function usePanelPlace(wished: (wish: PanelWish) => void) {
  const offer = shallowRef<TabTip['offer']>(null)
  const life = unmountSignal()
  const activeTab = createActiveTab(life)
  let window = -1
  let tab = -1
  let last = ''

  async function readTip() {
    tab = (await activeTab.read())?.id ?? -1
    offer.value = (await readTabTip(tab))?.offer ?? null
  }
  async function readWish() {
    const wish = await readPanelWish(window)
    if (!wish || wish.opened === last) return
    last = wish.opened
    wished(wish)
  }
  onMounted(async () => {
    window = await activeTab.ownWindow()
    const kept = (changes: Record<string, unknown>) => {
      if (panelKey(window) in changes) void readWish()
      if (tabKey(tab) in changes) void readTip()
    }
    listen(browser.storage.session.onChanged, kept, life)
    activeTab.onAnother(readTip)
    await Promise.all([readTip(), readWish()])
  })
  return { offer }
}
