import type { Page } from 'playwright-core'
import type { ExtensionBrowser } from '../../sync/demo/extension-browser.ts'

/** Pauses or resumes the extension on every site, as its settings do, and waits until the browser has taken it. */
export async function pauseEverywhere(browser: ExtensionBrowser, paused: boolean): Promise<void> {
  const page = await browser.context.newPage()
  await page.goto(`${browser.origin}/options.html`)
  await page.evaluate(async (pausedAll) => {
    const { settings } = await chrome.storage.local.get<{ settings: object }>('settings')
    await chrome.storage.local.set({ settings: { ...settings, pausedAll } })
  }, paused)
  while ((await registeredScripts(page)) !== (paused ? 0 : 1)) await page.waitForTimeout(50)
  await page.close()
}

const registeredScripts = (page: Page): Promise<number> =>
  page.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length)
