import type { Browser } from 'wxt/browser'
import { parse } from '#core/base'
import { SIGNAL_LIMITS, Signals } from '#core/context'
import { sendMessage } from '../messaging/protocol.ts'

/** Host of a tab with its port, as the browser knows it; null where it does not tell, which it does of granted sites only. */
export const tabHost = (tab: Browser.tabs.Tab | undefined): string | null => {
  const { url = '' } = tab ?? {}
  return /^https?:/.test(url) ? new URL(url).host.slice(0, SIGNAL_LIMITS.host) : null
}

/**
 * What the page in a tab says about itself, all of it checked; which tool it is says the browser, not the page.
 *
 * @returns null where none of our scripts answers, and must not
 * @throws {AppError} `bad-input`
 */
export async function askPage(tab: Browser.tabs.Tab | undefined): Promise<Signals | null> {
  const host = tabHost(tab)
  if (tab?.id === undefined || host === null) return null
  const said = await sendMessage('page-says', null, tab.id).catch(() => null)
  return said && { ...parse(Signals, said, 'page signals'), host }
}
