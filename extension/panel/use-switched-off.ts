import { onMounted, shallowRef } from 'vue'
import { browser } from 'wxt/browser'
import { forgetOverBudget, type OverBudget, overBudgetKey, readOverBudget } from '../background/tab-over-budget.ts'
import { listen } from '../listen.ts'
import { unmountSignal } from '../unmount-signal.ts'
import { createActiveTab } from './active-tab.ts'

/** Whether our script ended itself on the page in this window's active tab, and how it is switched on again. */
export function useSwitchedOff() {
  const off = shallowRef<OverBudget | null>(null)
  const life = unmountSignal()
  const activeTab = createActiveTab(life)
  let tab = -1

  async function read() {
    const active = await activeTab.read()
    tab = active?.id ?? -1
    const kept = await readOverBudget(tab)
    // another site in the same tab: there is nothing to say of it
    off.value = kept && active?.url?.startsWith(`${kept.origin}/`) ? kept : null
  }
  onMounted(async () => {
    const kept = (changes: Record<string, unknown>) => void (overBudgetKey(tab) in changes && read())
    const updated = (_: number, change: { status?: string }) => void (change.status === 'loading' && read())
    listen(browser.storage.session.onChanged, kept, life)
    listen(browser.tabs.onUpdated, updated, life)
    activeTab.onAnother(read)
    await read()
  })
  async function switchOn() {
    await forgetOverBudget(tab)
    await browser.scripting.executeScript({ target: { tabId: tab }, files: ['/page.js'] })
  }
  return { off, switchOn }
}
