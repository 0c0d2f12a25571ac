import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { extensionFolder } from '../../sync/build/steps.ts'
import { enrolExtension } from '../../sync/demo/enrol-extension.ts'
import type { ExtensionBrowser } from '../../sync/demo/extension-browser.ts'
import { startHandrail } from '../support/handrail.ts'
import { type PageCost, startPageTrace } from '../support/page-trace.ts'
import { pauseEverywhere } from '../support/pause-everywhere.ts'
import { startTool, toolNames } from '../support/tools/index.ts'
import type { Row } from './row.ts'

type RunningTool = Awaited<ReturnType<typeof startTool>>

/** The main thread runs this many times slower than the machine. */
const SLOWER = 4
/** with us, without us, three times each in turn, so that what else the machine does falls on both */
const ROUNDS = 3
/** in a round: each tool loaded anew, and places gone to within it */
const LOADS = 2
const WITHIN = 5
const SETTLE_MS = 900

/**
 * What the extension costs three tools nobody prepared: traces of full loads and of navigation within the page, with and without
 * us. `npm run bench -- page-cost maildev` measures one of them.
 */
export async function bench(): Promise<Row[]> {
  const handrail = await startHandrail()
  const tools: RunningTool[] = []
  try {
    const only = process.argv[3]
    for (const name of toolNames) if (!only || name === only) tools.push(await startTool(name))
    const browser = await handrail.launchExtension(null)
    const origins = tools.map(({ origin }) => origin)
    await browser.grant([handrail.origin, ...origins])
    await enrolExtension(browser, { link: await handrail.link('leo'), tools: origins })
    const rows: Row[] = sizes()
    for (const tool of tools) rows.push(...(await measure(browser, tool)))
    return rows
  } finally {
    await Promise.all([handrail.stop(), ...tools.map((tool) => tool.stop())])
  }
}

function sizes(): Row[] {
  const gzipped = (file: string) => gzipSync(readFileSync(resolve(extensionFolder, file)), { level: 9 }).length / 1024
  return [
    { name: 'content script', value: gzipped('page.js'), unit: 'KB gz', budget: '<= 15' },
    { name: 'nudge, injected when needed', value: gzipped('nudge.js'), unit: 'KB gz' },
  ]
}

async function measure(browser: ExtensionBrowser, tool: RunningTool): Promise<Row[]> {
  const places = await hashes(tool)
  const withUs: PageCost[] = []
  const without: PageCost[] = []
  const page = await browser.context.newPage()
  const session = await page.context().newCDPSession(page)
  await page.goto(tool.origin)
  await page.waitForTimeout(SETTLE_MS)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  for (let round = 0; round < ROUNDS; round++)
    for (const paused of [false, true]) {
      await page.goto('about:blank')
      await pauseEverywhere(browser, paused)
      await page.bringToFront()
      ;(paused ? without : withUs).push(...(await traceRound(page, browser.origin, tool, places)))
    }
  await page.close()
  return rowsOf(tool.name, withUs, without)
}

async function traceRound(page: Page, ours: string, { origin }: RunningTool, places: string[]): Promise<PageCost[]> {
  const trace = await startPageTrace(page, ours)
  const place = (n: number) => places[n % places.length] ?? ''
  for (let load = 0; load < LOADS; load++)
    await trace.step(async () => {
      await page.goto(`${origin}/?load=${load}${place(load)}`)
      await page.waitForTimeout(SETTLE_MS)
    })
  for (let n = 0; n < WITHIN; n++)
    await trace.step(async () => {
      await page.evaluate(
        (hash) => {
          location.hash = hash
        },
        place(LOADS + n),
      )
      await page.waitForTimeout(SETTLE_MS)
    })
  return trace.stop()
}

/** Places within a tool that it goes to without loading anew. */
async function hashes({ name, origin }: RunningTool): Promise<string[]> {
  if (name === 'tiddlywiki') return ['#Cash%20float', '#Rota%20for%20week%2048', '#Opening%20the%20shop']
  if (name === 'node-red') return ['#flow/f1', '#flow/f2']
  const mails = (await (await fetch(`${origin}/email`)).json()) as { id: string }[]
  return ['#/', ...mails.map(({ id }) => `#/email/${id}`)]
}

function rowsOf(tool: string, withUs: PageCost[], without: PageCost[]): Row[] {
  const all = (costs: PageCost[]) => costs.map(({ allMs }) => allMs)
  const sum = (costs: PageCost[], of: (cost: PageCost) => number) => costs.reduce((total, cost) => total + of(cost), 0)
  const row = (name: string, value: number, unit: string, more: Partial<Row> = {}): Row => ({
    name: `${tool}: ${name}`,
    value,
    unit,
    ...more,
  })
  const oursRows = (name: string, isOne: (n: number) => boolean) => {
    const ours = withUs.filter((_, n) => isOne(n)).map(({ oursMs }) => oursMs)
    return [
      row(`ours ${name}, p50`, quantile(ours, 0.5), 'ms', { ratio: `${ours.length} times` }),
      row(`ours ${name}, p95`, quantile(ours, 0.95), 'ms', { budget: '< 10' }),
    ]
  }
  const isLoad = (n: number) => n % (LOADS + WITHIN) < LOADS
  return [
    ...oursRows('a full load', isLoad),
    ...oursRows('a navigation within', (n) => !isLoad(n)),
    row('our longest run', Math.max(...withUs.map(({ longestMs }) => longestMs)), 'ms', { budget: '< 50' }),
    row(
      'long tasks that are long by us',
      sum(withUs, ({ longWithUs }) => longWithUs),
      '',
      { budget: '0' },
    ),
    row(
      'long tasks, with us',
      sum(withUs, ({ longTasks }) => longTasks),
      '',
      {
        ratio: `${sum(without, ({ longTasks }) => longTasks)} without`,
      },
    ),
    row('styles and layouts we forced', sum(withUs, ({ forced }) => forced) / withUs.length, 'a navigation', {
      ratio: `${(sum(withUs, ({ forcedMs }) => forcedMs) / withUs.length).toFixed(2)} ms`,
    }),
    row('whole main thread, with us, p50', quantile(all(withUs), 0.5), 'ms', {
      ratio: `${quantile(all(without), 0.5).toFixed(0)} ms without`,
    }),
  ]
}

const quantile = (values: readonly number[], q: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))] ?? Number.NaN
