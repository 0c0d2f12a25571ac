import { type Browser, browser } from 'wxt/browser'
import { listen } from '../listen.ts'
import { panelWindow } from './panel-window.ts'

/**
 * The active tab of this panel's window, asked anew each time.
 *
 * @param signal ends what is followed
 */
export function createActiveTab(signal: AbortSignal) {
  let asked: Promise<number> | undefined
  const ownWindow = () => {
    asked ??= panelWindow()
    return asked
  }
  return {
    ownWindow,
    async read(): Promise<Browser.tabs.Tab | undefined> {
      const [tab] = await browser.tabs.query({ active: true, windowId: await ownWindow() })
      return tab
    },
    /** another tab of this window came to the front */
    onAnother(another: () => unknown): void {
      const activated = async ({ windowId }: { windowId: number }) => {
        if (windowId === (await ownWindow())) another()
      }
      listen(browser.tabs.onActivated, (info) => void activated(info), signal)
    },
  }
}
