import type { Page } from 'playwright-core'
import { parse } from '#core/base'
import { Signals } from '#core/context'
import { buildInPage } from '../in-page/build.ts'

/** The page script counts a page as settled after 120 ms of rest, or after 1.5 s. */
const SETTLED_MS = 500

/** Reads pages with the page script's own collector. */
export async function createPageCollector(): Promise<(page: Page) => Promise<Signals>> {
  const script = await buildInPage('signals')
  return async (page) => {
    await page.waitForTimeout(SETTLED_MS)
    await page.evaluate(script)
    const signals = await page.evaluate(() =>
      (globalThis as unknown as { handrailSignals(): unknown }).handrailSignals(),
    )
    return parse(Signals, signals, 'signals')
  }
}
