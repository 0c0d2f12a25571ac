import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { AppError } from '#core/base'
import { chromiumArgs, findChromium } from '../support/chromium.ts'
import type {} from '../support/library-page/page.ts'
import type { Row } from './row.ts'

const ROUNDS = 40

/** The whole engine over IndexedDB in Chromium, with 20,000 passages that came with a release, vectors included. */
export async function bench(): Promise<Row[]> {
  const executablePath = findChromium()
  if (!executablePath) throw new AppError('no-browser', 'No Chromium was found; set CHROME_PATH.')
  const outDir = mkdtempSync(join(tmpdir(), 'handrail-bench-'))
  const profile = mkdtempSync(join(tmpdir(), 'handrail-bench-profile-'))
  await build({
    root: resolve('tests/support/library-page'),
    configFile: false,
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  })
  const app = new Hono().use('*', serveStatic({ root: outDir }))
  const { server, url } = await listen(app)
  const browser = await chromium.launchPersistentContext(profile, { executablePath, args: chromiumArgs })
  const page = browser.pages()[0] ?? (await browser.newPage())
  const fresh = () => page.goto(url)
  try {
    await fresh()
    const passages = await page.evaluate(() => window.fill())
    await fresh()
    const first = await page.evaluate(() => window.firstStart())
    const later: { openIndex: number; openAnswer: number }[] = []
    for (let i = 0; i < 5; i++) {
      await fresh()
      later.push(await page.evaluate(() => window.laterStart()))
    }
    const { search, typing } = await page.evaluate((rounds) => window.searches(rounds), ROUNDS)
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    const slow = await page.evaluate((rounds) => window.searches(rounds), ROUNDS)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    const changed = await page.evaluate(() => window.changeOne())
    const { quota: _, ...held } = await page.evaluate(() => navigator.storage.estimate())
    const at = (name: string) => `${name}, ${passages} passages, Chromium`
    const openIndex = median(later.map((each) => each.openIndex))
    return [
      { name: at('first answer after an install (words indexed)'), value: first.firstAnswer, unit: 'ms' },
      { name: at('all vectors of the release taken'), value: first.firstReady, unit: 'ms', budget: '< 15,000' },
      { name: at('saved index read from IndexedDB'), value: openIndex, unit: 'ms' },
      {
        name: at('first answer of a later start'),
        value: median(later.map((each) => each.openAnswer)),
        unit: 'ms',
        budget: '< 300',
        ratio: `${(median(later.map((each) => each.openAnswer)) / openIndex).toFixed(1)} x reading the index`,
      },
      { name: at('first answer after one page changed'), value: changed, unit: 'ms' },
      ...both(at('search by words and meaning'), search, slow.search),
      ...both(at('search while typing'), typing, slow.typing),
      { name: at('stored on the device'), value: (held.usage ?? 0) / 2 ** 20, unit: 'MB' },
    ]
  } finally {
    await browser.close()
    server.close()
    rmSync(outDir, { recursive: true })
    rmSync(profile, { recursive: true })
  }
}

const both = (name: string, times: number[], slow: number[]): Row[] => [
  { name: `${name}, median`, value: median(times), unit: 'ms' },
  { name: `${name}, 95 of 100`, value: percentile(times, 0.95), unit: 'ms' },
  { name: `${name}, 4 x slower, 95 of 100`, value: percentile(slow, 0.95), unit: 'ms', budget: '< 100' },
]

const percentile = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
const median = (values: readonly number[]) => percentile(values, 0.5)

function listen(app: Hono): Promise<{ server: ReturnType<typeof serve>; url: string }> {
  return new Promise((done) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
      done({ server, url: `http://127.0.0.1:${port}/index.html` }),
    )
  })
}
