import { onMounted, onUnmounted, shallowRef } from 'vue'
import { browser } from 'wxt/browser'
import { panelWindow } from './panel-window.ts'

/**
 * Where this window's active tab is; null where the browser does not tell, which it does of granted sites only, and `''`
 * until it was asked.
 */
export function useTabAddress() {
  const address = shallowRef<string | null>('')
  let window = -1

  const read = async () => {
    const [tab] = await browser.tabs.query({ active: true, windowId: window })
    address.value = tab?.url ?? null
  }
  const updated = (_: number, change: { url?: string; status?: string }) => {
    // of a page that is not granted only its status is told
    if (change.url !== undefined || change.status === 'complete') void read()
  }
  onMounted(async () => {
    window = await panelWindow()
    browser.tabs.onActivated.addListener(read)
    browser.tabs.onUpdated.addListener(updated)
    browser.permissions.onAdded.addListener(read)
    await read()
  })
  onUnmounted(() => {
    browser.tabs.onActivated.removeListener(read)
    browser.tabs.onUpdated.removeListener(updated)
    browser.permissions.onAdded.removeListener(read)
  })
  return address
}
