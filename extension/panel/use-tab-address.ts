import { onMounted, shallowRef } from 'vue'
import { browser } from 'wxt/browser'
import { listen } from '../listen.ts'
import { unmountSignal } from '../unmount-signal.ts'
import { createActiveTab } from './active-tab.ts'

/**
 * Where this window's active tab is; null where the browser does not tell, which it does of granted sites only, and `''`
 * until it was asked.
 */
export function useTabAddress() {
  const address = shallowRef<string | null>('')
  const life = unmountSignal()
  const activeTab = createActiveTab(life)

  const read = async () => {
    address.value = (await activeTab.read())?.url ?? null
  }
  const updated = (_: number, change: { url?: string; status?: string }) => {
    // of a page that is not granted only its status is told
    if (change.url !== undefined || change.status === 'complete') void read()
  }
  onMounted(async () => {
    activeTab.onAnother(read)
    listen(browser.tabs.onUpdated, updated, life)
    listen(browser.permissions.onAdded, () => void read(), life)
    await read()
  })
  return address
}
