import { browser } from 'wxt/browser'

/** The browser window this panel is about: the one it lies in, or the one a panel in a window of its own names. */
export async function panelWindow(): Promise<number> {
  const named = new URLSearchParams(location.search).get('window')
  if (named !== null && /^\d{1,9}$/.test(named)) return Number(named)
  return (await browser.windows.getCurrent()).id ?? -1
}
