import { browser } from 'wxt/browser'
import { readOverBudget } from '../background/tab-over-budget.ts'
import type { BrowserDifferences } from '../browsers/browser-differences.ts'
import { thisBrowser } from '../browsers/this-browser.ts'
import { sendMessage } from '../messaging/protocol.ts'
import { isQuiet, readSettings, type Settings } from './settings.ts'
import { isOnSite } from './site-pattern.ts'

const ID = 'handrail-page'
const FILE = '/page.js'
type Matching = Pick<BrowserDifferences, 'matchOf'>

/** The sites our script runs on now: switched on here, not paused, and granted in the browser. */
export async function activeSites(
  settings: Settings,
  nowMs: number,
  { matchOf }: Matching = thisBrowser,
): Promise<string[]> {
  return settings.server === null || isQuiet(settings, nowMs) ? [] : sitesSwitchedOn(settings, { matchOf })
}

/** The same, whether or not all is quiet for now. */
export async function sitesSwitchedOn({ sites }: Settings, { matchOf }: Matching = thisBrowser): Promise<string[]> {
  const wanted = sites.filter((site) => !site.paused).map(({ pattern }) => pattern)
  const granted = await Promise.all(
    wanted.map((pattern) => browser.permissions.contains({ origins: [matchOf(pattern)] })),
  )
  return wanted.filter((_, index) => granted[index])
}

/** Brings what the browser runs in line with the settings; safe to call at any time and again. */
export function registerScripts(nowMs = Date.now(), { matchOf }: Matching = thisBrowser): Promise<void> {
  return navigator.locks.request('handrail-scripts', async () => {
    const settings = await readSettings()
    const matches = await activeSites(settings, nowMs, { matchOf })
    const script = {
      id: ID,
      js: [FILE],
      matches: [...new Set(matches.map(matchOf))],
      excludeMatches: settings.server ? [`${settings.server}/*`] : [],
      runAt: 'document_idle' as const,
      persistAcrossSessions: true,
    }
    const [registered] = await browser.scripting.getRegisteredContentScripts({ ids: [ID] })
    if (registered && matches.length === 0) await browser.scripting.unregisterContentScripts({ ids: [ID] })
    else if (registered) await browser.scripting.updateContentScripts([script])
    else if (matches.length > 0) await browser.scripting.registerContentScripts([script])
    await reachOpenTabs(matches, settings.server)
  })
}

/** Pages that are already open: start on what is on now, stop on everything else. A page that cannot be reached has no script. */
async function reachOpenTabs(matches: string[], server: string | null): Promise<void> {
  const isOn = (url: string | undefined) =>
    url !== undefined && !(server && url.startsWith(`${server}/`)) && matches.some((pattern) => isOnSite(pattern, url))
  await Promise.allSettled(
    (await browser.tabs.query({})).map(async ({ id, url }) => {
      if (id === undefined) return
      // the browser tells an address only where its site is granted
      if (!isOn(url)) await sendMessage('page-stop', null, id)
      else if (await mayStart(id, url)) await browser.scripting.executeScript({ target: { tabId: id }, files: [FILE] })
    }),
  )
}

/** Started anew, a script would take away its own nudge; and one that ended itself for being slow stays ended. */
async function mayStart(tab: number, url = ''): Promise<boolean> {
  const over = await readOverBudget(tab)
  if (over && url.startsWith(`${over.origin}/`)) return false
  return (await sendMessage('page-is-on', null, tab).catch(() => false)) !== true
}
