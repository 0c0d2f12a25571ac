import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds on a page at rest, which has no frames: each rule with the first element that breaks it. */
export async function violations(page: Page): Promise<string[]> {
  await page.waitForFunction(() => !document.querySelector('main [aria-busy="true"]'))
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  return page.evaluate(async () => {
    // half risen, a page is half transparent, and its contrast is judged as that
    const moving = document
      .getAnimations()
      .filter(({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(moving.map(({ finished }) => finished))
    const { run } = (globalThis as unknown as { axe: typeof axe }).axe
    const { violations } = await run({ resultTypes: ['violations'] })
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  })
}

/** Whether a page has to be scrolled sideways. */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
