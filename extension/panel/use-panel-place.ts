import { onMounted, shallowRef } from 'vue'
import { browser } from 'wxt/browser'
import { type PanelWish, panelKey, readPanelWish, readTabTip, type TabTip, tabKey } from '../background/tab-tips.ts'
import { panelWindow } from './panel-window.ts'

/**
 * What the panel's window is about: the offer for the page in its active tab, and the aid a nudge asked for. Both are read
 * from the browser's session memory, so nothing depends on the background being alive.
 */
export function usePanelPlace(wished: (wish: PanelWish) => void) {
  const offer = shallowRef<TabTip['offer']>(null)
  let window = -1
  let tab = -1
  let last = ''

  async function readTip() {
    const [active] = await browser.tabs.query({ active: true, windowId: window })
    tab = active?.id ?? -1
    offer.value = (await readTabTip(tab))?.offer ?? null
  }
  async function readWish() {
    const wish = await readPanelWish(window)
    if (!wish || wish.opened === last) return
    last = wish.opened
    wished(wish)
  }
  onMounted(async () => {
    window = await panelWindow()
    browser.storage.session.onChanged.addListener((changes) => {
      if (panelKey(window) in changes) void readWish()
      if (tabKey(tab) in changes) void readTip()
    })
    browser.tabs.onActivated.addListener(({ windowId }) => {
      if (windowId === window) void readTip()
    })
    await Promise.all([readTip(), readWish()])
  })
  return { offer }
}
