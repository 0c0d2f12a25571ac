import { onMounted, shallowRef } from 'vue'
import { browser } from 'wxt/browser'
import { forgetOverBudget, type OverBudget, overBudgetKey, readOverBudget } from '../background/tab-over-budget.ts'
import { panelWindow } from './panel-window.ts'

/** Whether our script ended itself on the page in this window's active tab, and how it is switched on again. */
export function useSwitchedOff() {
  const off = shallowRef<OverBudget | null>(null)
  let window = -1
  let tab = -1

  async function read() {
    const [active] = await browser.tabs.query({ active: true, windowId: window })
    tab = active?.id ?? -1
    const kept = await readOverBudget(tab)
    // another site in the same tab: there is nothing to say of it
    off.value = kept && active?.url?.startsWith(`${kept.origin}/`) ? kept : null
  }
  onMounted(async () => {
    window = await panelWindow()
    browser.storage.session.onChanged.addListener((changes) => {
      if (overBudgetKey(tab) in changes) void read()
    })
    browser.tabs.onActivated.addListener(({ windowId }) => void (windowId === window && read()))
    browser.tabs.onUpdated.addListener((_, change) => void (change.status === 'loading' && read()))
    await read()
  })
  async function switchOn() {
    await forgetOverBudget(tab)
    await browser.scripting.executeScript({ target: { tabId: tab }, files: ['/page.js'] })
  }
  return { off, switchOn }
}
