import { browser } from 'wxt/browser'
import type { BrowserDifferences } from '../browsers/browser-differences.ts'
import { eraseSettings } from '../sites/settings.ts'

interface Leaving {
  /** erases what the engine holds, its key and the list of requests */
  signOut(): Promise<void>
  /** drafts of whoever is not joined: by then everybody's */
  forgetDrafts(): Promise<void>
  endEngine: BrowserDifferences['endEngine']
}

/**
 * Leaves the organisation: erases everything the extension keeps, gives back the sites it was granted, and ends the engine's document,
 * which may reach the old server only. Safe to call again after a failure; the settings go first, so no script of ours runs on.
 */
export async function leave({ signOut, forgetDrafts, endEngine }: Leaving): Promise<void> {
  await eraseSettings()
  await browser.storage.session.clear()
  // what reviewers looked at here and did not sign
  localStorage.clear()
  await signOut()
  await forgetDrafts()
  const { origins = [] } = await browser.permissions.getAll()
  // one by one: what a package was built with cannot be given back
  for (const origin of origins) await browser.permissions.remove({ origins: [origin] }).catch(() => false)
  await endEngine()
}
