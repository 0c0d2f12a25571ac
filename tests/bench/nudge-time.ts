import type { BrowserContext, Page } from 'playwright-core'
import { startHandrail } from '../support/handrail.ts'
import type { Row } from './row.ts'

const WARM = 20
const COLD = 6

/** How soon the help is there, on the demo desk: from a page at rest to its nudge, with a warm engine and with none. */
export async function bench(): Promise<Row[]> {
  const handrail = await startHandrail()
  try {
    const { context } = await handrail.launchExtension()
    const desk = handrail.desk.origin
    const first = await context.newPage()
    await first.goto(`${desk}/tickets/1042/refund`)
    await nudge(first)
    await first.close()
    const warm: number[] = []
    for (let n = 0; n < WARM; n++) warm.push(await warmNudge(context, desk, n))
    const cold: number[] = []
    for (let n = 0; n < COLD; n++) cold.push(await coldNudge(context, desk))
    const rows = (name: string, times: number[], budget: string): Row[] => [
      { name: `${name}, p50`, value: quantile(times, 0.5), unit: 'ms', budget, ratio: `${times.length} times` },
      { name: `${name}, p95`, value: quantile(times, 0.95), unit: 'ms', budget },
    ]
    return [
      ...rows('page settled to nudge, warm', warm, '< 300'),
      ...rows('page asked for to nudge, engine ended', cold, '< 5000'),
    ]
  } finally {
    await handrail.stop()
  }
}

/** From the last change of the page (its `main` exchanged by the desk's own script); a tab is nudged once. */
async function warmNudge(context: BrowserContext, desk: string, n: number): Promise<number> {
  const page = await context.newPage()
  await page.goto(`${desk}/tickets/${n % 2 ? 1042 : 1045}`)
  await page.waitForTimeout(700)
  const shown = page.evaluate(
    () =>
      new Promise<number>((done, failed) => {
        const before = document.querySelector('div[popover=manual]')
        let settledMs = performance.now()
        const watch = new MutationObserver(() => {
          const now = document.querySelector('div[popover=manual]')
          if (now && now !== before) done(performance.now() - settledMs)
          else settledMs = performance.now()
        })
        watch.observe(document.documentElement, { childList: true, subtree: true })
        setTimeout(() => failed(new Error('no nudge on the refund form within 20 s')), 20_000)
      }),
  )
  await page.getByRole('link', { name: 'Refund order' }).click()
  const ms = await shown
  await page.close()
  return ms
}

/** The worker and the engine's document are gone, as after a browser start. */
async function coldNudge(context: BrowserContext, desk: string): Promise<number> {
  const page = await context.newPage()
  await page.goto(`${desk}/settings`)
  const session = await context.browser()?.newBrowserCDPSession()
  const { targetInfos } = (await session?.send('Target.getTargets')) ?? { targetInfos: [] }
  const ours = targetInfos.filter(
    ({ type, url }) => url.startsWith('chrome-extension://') && (type === 'service_worker' || /offscreen/.test(url)),
  )
  for (const { targetId } of ours) await session?.send('Target.closeTarget', { targetId })
  const startMs = performance.now()
  await page.goto(`${desk}/tickets/1042/refund`)
  await nudge(page)
  const ms = performance.now() - startMs
  await page.close()
  return ms
}

const nudge = (page: Page) => page.locator('div[popover=manual]').waitFor({ state: 'attached', timeout: 60_000 })

const quantile = (values: readonly number[], q: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))] ?? Number.NaN
