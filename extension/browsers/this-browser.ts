import type { BrowserDifferences } from './browser-differences.ts'
import { chrome } from './chrome.ts'
import { firefox } from './firefox.ts'

/** The one this package was built for; the other is left out of it. */
export const thisBrowser: BrowserDifferences = import.meta.env.FIREFOX ? firefox : chrome
