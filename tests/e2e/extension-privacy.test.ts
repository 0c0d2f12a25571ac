import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LedgerRow, requestPurpose } from '#core/ledger'
import { extensionFolder } from '../../sync/build/steps.ts'
import { enrolExtension } from '../../sync/demo/enrol-extension.ts'
import { type ExtensionBrowser, openExtensionBrowser } from '../../sync/demo/extension-browser.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'
import { nudgeOn } from '../support/nudge.ts'
import { plantWords } from '../support/plant-words.ts'
import { recordingProxy } from '../support/recording-proxy.ts'
import { startTool } from '../support/tools/index.ts'

const WORD = /kanarie\d+vogel/g
/** what a person types to us on purpose: the search must find it, or it proves nothing */
const control = 'kanarie999999vogel'

let handrail: Handrail
let folder: string
let browser: ExtensionBrowser
let proxy: Awaited<ReturnType<typeof recordingProxy>>
let tools: { name: string; origin: string; stop(): Promise<void> }[] = []
let panel: Page
let planted = 0

beforeAll(async () => {
  const starting = Promise.all([startTool('tiddlywiki'), startTool('node-red')])
  handrail = await startHandrail()
  tools = await starting
  proxy = await recordingProxy(handrail.origin)
  folder = mkdtempSync(join(tmpdir(), 'handrail-privacy-'))
  browser = await openExtensionBrowser({
    extension: resolve(extensionFolder),
    profile: join(folder, 'profile'),
    headless: true,
    args: [
      // which document or worker asked for what, and what was said to any console
      `--log-net-log=${join(folder, 'net.json')}`,
      '--net-log-capture-mode=Everything',
      '--enable-logging',
      `--log-file=${join(folder, 'chrome.log')}`,
    ],
  })
  const origins = [handrail.desk.origin, ...tools.map(({ origin }) => origin)]
  await browser.grant([proxy.origin, ...origins])
  const link = (await handrail.link('leo')).replace(handrail.origin, proxy.origin)
  await enrolExtension(browser, { link, tools: origins })
  panel = await browser.context.newPage()
  await panel.goto(`${browser.origin}/sidepanel.html`)
  await panel.getByRole('searchbox').waitFor()
})
afterAll(async () => {
  await browser?.close().catch(() => {})
  await Promise.all([handrail?.stop(), proxy?.close(), ...tools.map((tool) => tool.stop())])
  if (folder) rmSync(folder, { recursive: true, force: true })
})

/** As our own pages send messages. */
const send = (type: string, data: unknown) =>
  panel.evaluate(
    async (message) => {
      type Runtime = { sendMessage(message: unknown): Promise<{ res: unknown }> }
      const { runtime } = (globalThis as unknown as { chrome: { runtime: Runtime } }).chrome
      return (await runtime.sendMessage({ ...message, id: 1, timestamp: Date.now() })).res
    },
    { type, data },
  )
const ask = async (method: string, ...args: unknown[]) =>
  ((await send('engine', { method, args })) as { value: unknown }).value

/** More than the quiet after which the words of a page are read, and the way to the engine and back. */
const READ_MS = 1_200
async function plantOn(address: string): Promise<Page> {
  const page = await browser.context.newPage()
  await page.goto(address)
  await page.waitForTimeout(300)
  planted = await page.evaluate(plantWords, planted)
  await page.keyboard.type(`kanarie${planted++}vogel`)
  await page.waitForTimeout(READ_MS)
  return page
}

/** All that this browser keeps for the extension. */
const stores = () =>
  panel.evaluate(async () => {
    const areas = (globalThis as unknown as { chrome: { storage: Record<string, { get(): Promise<unknown> }> } }).chrome
      .storage
    const dump: unknown[] = await Promise.all(['local', 'session', 'sync'].map((area) => areas[area]?.get()))
    dump.push(Object.entries(localStorage), Object.entries(sessionStorage))
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) dump.push(request.url)
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((done, fail) => {
        const open = indexedDB.open(name ?? '')
        open.onsuccess = () => done(open.result)
        open.onerror = () => fail(open.error)
      })
      for (const store of database.objectStoreNames)
        await new Promise<void>((done) => {
          const all = database.transaction(store).objectStore(store).getAll()
          all.onsuccess = () => {
            dump.push(
              name,
              store,
              all.result.map((row) => (row.bytes ? new TextDecoder().decode(row.bytes) : row)),
            )
            done()
          }
        })
      database.close()
    }
    return JSON.stringify(dump)
  })

const filesBelow = (at: string): string[] =>
  readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

describe('of 500 words planted on three tools', () => {
  it('none leaves the device, enters a store or a log', async () => {
    const { desk } = handrail
    const refund = await plantOn(`${desk.origin}/tickets/1042/refund`)
    expect(await nudgeOn(refund).appears()).not.toBeNull()
    await nudgeOn(refund).click('Open')
    const escalate = await plantOn(`${desk.origin}/tickets/1043/escalate`)
    await escalate.bringToFront()
    const tab = await panel.evaluate(async () => {
      type Tabs = { query(what: object): Promise<{ id: number; url?: string }[]> }
      const { tabs } = (globalThis as unknown as { chrome: { tabs: Tabs } }).chrome
      return (await tabs.query({})).find(({ url }) => url?.includes('/escalate'))?.id
    })
    const guided = await send('guide-start', { tab, ref: { kind: 'process-guide', id: 'hand-over-a-ticket' } })
    expect(guided).toBe(true)
    await escalate.waitForTimeout(READ_MS)
    for (const tool of tools) await plantOn(tool.origin)
    expect(planted).toBeGreaterThanOrEqual(500)

    // a search, and one that finds nothing, with planted words
    await panel.bringToFront()
    await panel.goto(`${browser.origin}/sidepanel.html`)
    const box = panel.getByRole('searchbox')
    const back = panel.getByRole('button', { name: 'Back', exact: true })
    await box.or(back).first().waitFor()
    if (!(await box.isVisible())) await back.first().click()
    await box.fill(`refund kanarie${planted++}vogel`)
    await panel.waitForTimeout(READ_MS)
    await box.fill(`kanarie${planted++}vogel`)
    await panel.waitForTimeout(READ_MS)
    await panel.evaluate((word) => console.log(word), control)
    const id = '0199f4a2-7c3e-7000-8000-0123456789ab'
    await ask('rateAid', id, { kind: 'job-aid', id: 'refund-approval' }, 'out-of-date', control)
    await expect.poll(async () => ((await ask('sync')) as { state: string }).state).toBe('in-sync')

    const kept = await stores()
    expect(kept).toContain('aid-offered')
    const sent = proxy.seen.map(({ method, path, headers, body }) => `${method} ${path} ${headers} ${body}`).join('\n')
    const held = filesBelow(handrail.folder)
      .map((file) => readFileSync(file).toString('latin1'))
      .join('\n')
    // the log of the browser itself also names the pages it opened
    const said = readFileSync(join(folder, 'chrome.log'), 'utf8')
      .split('\n')
      .filter((line) => !/source: https?:/.test(line))
      .join('\n')
    const places = { requests: sent, stores: kept, 'server files': held, consoles: said }
    const found = Object.entries(places).map(([place, text]) => [place, [...new Set(text.match(WORD))]])
    expect(Object.fromEntries(found)).toEqual({
      requests: [control],
      stores: [control],
      'server files': [control],
      consoles: [control],
    })
  })
})

/** Counts and bytes by kind of request. */
type Sums = Record<string, [requests: number, sent: number, received: number]>
function sumsOf(entries: { kind: string; count: number; sent: number; received: number }[]): Sums {
  const sums: Sums = {}
  for (const { kind, count, sent, received } of entries) {
    const [requests, before, got] = sums[kind] ?? [0, 0, 0]
    sums[kind] = [requests + count, before + sent, got + received]
  }
  return sums
}
const seenSums = (): Sums =>
  sumsOf(
    proxy.seen.map(({ method, path, body, receivedBytes }) => ({
      kind: `${method} ${requestPurpose(method, path)?.path}`,
      count: 1,
      sent: body.length,
      received: receivedBytes,
    })),
  )

it('shows in the ledger every request that the server got, no other, with its bytes', async () => {
  await expect
    .poll(
      async () => {
        const rows = (await ask('requests')) as LedgerRow[]
        const noted = sumsOf(
          rows.map(({ method, path, count, sentBytes, receivedBytes }) => ({
            kind: `${method} ${path}`,
            count,
            sent: sentBytes,
            received: receivedBytes,
          })),
        )
        return JSON.stringify(noted, Object.keys(noted).sort()) ===
          JSON.stringify(seenSums(), Object.keys(seenSums()).sort())
          ? 'equal'
          : { noted, seen: seenSums() }
      },
      { timeout: 15_000 },
    )
    .toBe('equal')
  expect(Object.keys(seenSums()).length).toBeGreaterThan(4)

  await panel.goto(`${browser.origin}/options.html`)
  await panel.getByRole('button', { name: 'Show the list' }).click()
  await panel.getByText('Exchange your record with your organisation’s server').first().waitFor()
  await panel.getByLabel('Look for').fill('join your organisation')
  expect(await panel.getByRole('listitem').filter({ hasText: 'POST /v1/enrol' }).count()).toBe(1)
})

it('asked nobody else for anything, by the browser’s own log', async () => {
  await browser.close()
  const log = JSON.parse(readFileSync(join(folder, 'net.json'), 'utf8')) as {
    events: { params?: Record<string, unknown> }[]
  }
  const asked = log.events
    .map(({ params }) => params)
    .filter((params) => params?.initiator === browser.origin && typeof params.url === 'string')
    .map((params) => new URL(String(params?.url)).origin)
  expect([...new Set(asked)]).toEqual([proxy.origin])
})
