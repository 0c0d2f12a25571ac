import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { extensionFolder } from '../../sync/build/steps.ts'
import { type ExtensionBrowser, openExtensionBrowser } from '../../sync/demo/extension-browser.ts'
import { violations } from '../support/axe.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'
import { managedChromium } from '../support/managed-chromium.ts'
import { forbiddenPlace, tryEveryWay } from '../support/ways-out.ts'

let handrail: Handrail
let folder: string
let browser: ExtensionBrowser
let options: Page
let place: Awaited<ReturnType<typeof forbiddenPlace>>
/** the desk under a name that is not granted until a test does */
const elsewhere = () => handrail.desk.origin.replace('127.0.0.1', 'localhost')
const opened: ExtensionBrowser[] = []

/** @returns null, and says so, where this machine cannot set a policy for one browser */
async function openManaged(policy: Record<string, unknown>): Promise<ExtensionBrowser | null> {
  const home = mkdtempSync(join(folder, 'managed-'))
  const program = managedChromium(home, policy)
  if (program === null) {
    if (process.env.CI) throw new Error('a managed policy cannot be tested here: it takes unshare and /etc/chromium')
    console.log('NOT RUN: a managed policy in real Chromium (it takes unshare and /etc/chromium)')
    return null
  }
  const before = process.env.CHROME_PATH
  process.env.CHROME_PATH = program
  try {
    const managed = await openExtensionBrowser({
      extension: resolve(extensionFolder),
      profile: join(home, 'profile'),
      headless: true,
    })
    opened.push(managed)
    return managed
  } finally {
    if (before === undefined) delete process.env.CHROME_PATH
    else process.env.CHROME_PATH = before
  }
}
const pageOf = async ({ context, origin }: ExtensionBrowser, path = 'options.html') => {
  const page = await context.newPage()
  await page.goto(`${origin}/${path}`)
  return page
}

beforeAll(async () => {
  handrail = await startHandrail()
  place = await forbiddenPlace()
  folder = mkdtempSync(join(tmpdir(), 'handrail-sites-'))
  const link = await handrail.link('leo')
  const [, tenant, , rootHash] = /#([^.]+)\.([^.]+)\.(.+)$/.exec(link) ?? []
  const hosts = [handrail.desk.origin, elsewhere()]
  const managed = await openManaged({ server: handrail.origin, tenant, rootHash, hosts })
  browser = managed ?? (await handrail.launchExtension('leo'))
  await browser.grant([handrail.origin, handrail.desk.origin])
  options = await pageOf(browser)
  if (!managed) return
  await options.getByText('Set by your organisation').first().waitFor()
  const field = options.getByLabel('Enrolment code or link')
  await field.fill(link.replace(`#${tenant}`, '#other-org'))
  await options.getByRole('button', { name: 'Check' }).click()
  await options.getByText('your organisation allows only larkfield').waitFor()
  expect(await options.getByRole('button', { name: 'Join' }).count()).toBe(0)

  // the code alone: the rest is the organisation's
  await field.fill(/#[^.]+\.([^.]+)/.exec(link)?.[1] ?? '')
  await options.getByRole('button', { name: 'Check' }).click()
  await options.getByRole('button', { name: 'Join' }).click()
  await options.getByText('This browser is joined to').waitFor({ timeout: 60_000 })
  const { host } = new URL(handrail.desk.origin)
  await options.getByRole('button', { name: `Allow ${host}`, exact: true }).click()
  await options.getByRole('button', { name: `Pause ${host}` }).waitFor()
})
afterAll(async () => {
  await Promise.all([...opened.map((each) => each.close().catch(() => {})), handrail?.stop(), place?.close()])
  if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

describe('by managed policy', () => {
  it('lists the organisation’s tools, which a person may pause and not remove', async () => {
    if (!opened[0]) return
    const site = options.getByRole('listitem').filter({ hasText: new URL(handrail.desk.origin).host })
    await site.getByText('Set by your organisation').waitFor()
    await site.getByRole('button', { name: /^Pause/ }).waitFor()
    expect(await site.getByRole('button', { name: /^Remove/ }).count()).toBe(0)
  })

  it('says in one sentence what is wrong with a policy, and lets nobody join past it', async () => {
    const managed = await openManaged({ server: 'http://handrail.example.com', tenant: 'larkfield' })
    if (!managed) return
    const page = await pageOf(managed)
    await page.getByText('"server" must be an origin like "https://handrail.example.com"').waitFor()
    expect(await page.getByRole('button', { name: 'Check' }).count()).toBe(0)
    await managed.close()
  })
})

/** How much of ours runs on a page: isolated worlds of ours, and scripts of our package. */
async function ofOurs(address: string, waitMs = 700): Promise<{ worlds: number; scripts: number }> {
  const page = await browser.context.newPage()
  const session = await browser.context.newCDPSession(page)
  const found = { worlds: 0, scripts: 0 }
  session.on('Runtime.executionContextCreated', ({ context }) => {
    const { type } = (context.auxData ?? {}) as { type?: string }
    const isOurs = context.origin.startsWith(browser.origin) || context.name === 'Handrail'
    if (type === 'isolated' && isOurs) found.worlds++
  })
  session.on('Debugger.scriptParsed', ({ url }) => {
    if (url.startsWith('chrome-extension://')) found.scripts++
  })
  await session.send('Runtime.enable')
  await session.send('Debugger.enable')
  await page.goto(address, { waitUntil: 'load' })
  await page.waitForTimeout(waitMs)
  await page.close()
  return found
}
const none = { worlds: 0, scripts: 0 }

describe('on the pages of a browser', () => {
  it('runs on a tool that is on, and nothing of ours on any other page', async () => {
    const refund = `${handrail.desk.origin}/tickets/1042/refund`
    const { host } = new URL(refund)
    await expect.poll(async () => (await ofOurs(refund)).worlds, { timeout: 15_000 }).toBeGreaterThan(0)
    expect((await ofOurs(refund)).scripts).toBeGreaterThan(0)
    expect(await ofOurs(`${elsewhere()}/tickets/1042/refund`), 'not granted').toEqual(none)
    expect(await ofOurs(handrail.origin), 'the organisation’s own server').toEqual(none)

    const pause = options.getByRole('button', { name: `Pause ${host}` })
    const resume = options.getByRole('button', { name: `Resume ${host}` })
    const everywhere = options.getByRole('button', { name: 'Pause everywhere' })
    await pause.click()
    await resume.waitFor()
    // the background follows the settings
    await expect.poll(() => ofOurs(refund), { message: 'paused', timeout: 15_000 }).toEqual(none)
    await resume.click()
    await pause.waitFor()
    await everywhere.click()
    await options.getByText('Handrail is paused everywhere').waitFor()
    await expect.poll(() => ofOurs(refund), { message: 'paused everywhere', timeout: 15_000 }).toEqual(none)
    await everywhere.click()
    await options.getByText('Handrail is paused everywhere').waitFor({ state: 'detached' })
    await expect.poll(async () => (await ofOurs(refund)).worlds, { timeout: 15_000 }).toBeGreaterThan(0)
  })

  it('offers in the panel to allow a tool there is help for, where the browser hides which page it is', async () => {
    if (!opened[0]) return
    const panel = await pageOf(browser, 'sidepanel.html')
    const allow = panel.getByRole('button', { name: `Allow on ${new URL(elsewhere()).host}` })
    const page = await browser.context.newPage()
    await page.goto(`${elsewhere()}/settings`)
    await page.bringToFront()
    await allow.waitFor()
    expect(await violations(panel)).toEqual([])
    // where the address is known it is not asked
    await page.goto(`${handrail.desk.origin}/settings`)
    await allow.waitFor({ state: 'detached' })

    await browser.grant([elsewhere()])
    await page.goto(`${elsewhere()}/settings`)
    await page.bringToFront()
    await allow.click()
    await allow.waitFor({ state: 'detached' })
    await expect
      .poll(async () => (await ofOurs(`${elsewhere()}/settings`)).worlds, { timeout: 15_000 })
      .toBeGreaterThan(0)
    await page.close()
    await panel.close()
  })
})

describe('once enrolled, nobody but the organisation’s server is told anything', () => {
  const bare: string[] = []
  afterAll(() => console.log(`connections on which nothing was said: ${bare.join(', ')}`))
  async function tryAll(name: string, from: { evaluate: Page['evaluate'] }): Promise<void> {
    const tried = await from.evaluate(tryEveryWay, place.port)
    expect(tried.length).toBeGreaterThan(10)
    const heard = place.heard()
    bare.push(`${name} ${heard.bare}`)
    expect(heard.said, name).toEqual([])
  }
  /** the document of the engine in a tab, with its worker of the model */
  async function engineHost() {
    const page = await pageOf(browser, 'offscreen.html')
    const [worker] = page.workers()
    const found = worker ?? (await page.waitForEvent('worker'))
    await page.locator('meta[name="handrail-server"]').waitFor({ state: 'attached' })
    return { page, worker: found }
  }
  const statusOf = (page: Page) =>
    page.evaluate(
      (url) =>
        fetch(url).then(
          ({ status }) => status,
          () => 'refused',
        ),
      `${handrail.origin}/health`,
    )

  it.each(['options.html', 'sidepanel.html'])('from %s, which does not reach the server either', async (path) => {
    const page = await pageOf(browser, path)
    await tryAll(path, page)
    // these pages ask the engine
    expect(await statusOf(page)).toBe('refused')
    await page.close()
  })

  it('from the engine’s document, which reaches the server, and from the worker of the model', async () => {
    const { page, worker } = await engineHost()
    expect(await statusOf(page)).toBe(200)
    await tryAll('engine', page)
    await tryAll('model', worker as unknown as Page)
    const own = await worker.evaluate(() => fetch('/model/handrail-minilm/config.json').then((reply) => reply.ok))
    expect(own).toBe(true)
    await page.close()
  })

  it('from the background', async () => {
    const [worker] = browser.context.serviceWorkers()
    if (!worker) throw new Error('the background is not running')
    await tryAll('background', worker as unknown as Page)
  })

  it('from the app and each of its workers', async () => {
    const { page, context } = await handrail.launchPwa()
    await tryAll('app', page)
    await expect.poll(() => context.serviceWorkers().length, { timeout: 30_000 }).toBe(1)
    const workers = [...page.workers(), ...context.serviceWorkers()]
    expect(workers.length).toBeGreaterThan(1)
    for (const worker of workers) await tryAll(worker.url().replace(/.*\//, ''), worker as unknown as Page)
  })

  it('while an ordinary page is heard in the same ways', async () => {
    expect(place.heard().said, 'nothing came late').toEqual([])
    const page = await browser.context.newPage()
    const plain = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end('<!doctype html><p>'))
    await new Promise<void>((done) => plain.listen(0, '127.0.0.1', done))
    await page.goto(`http://127.0.0.1:${(plain.address() as AddressInfo).port}/`)
    await page.evaluate(tryEveryWay, place.port).catch(() => {})
    // the last is what WebRTC says first to a relay
    const ways = ['fetch', 'xhr', 'websocket', 'eventsource', 'beacon', 'image', 'style', 'prefetch', 'form']
    const signs = [...ways.map((way) => `/${way} `), '\u0000\u0003']
    let said = ''
    const unheard = () => {
      said += `${place.heard().said.join('\n')}\n`
      return signs.filter((sign) => !said.includes(sign))
    }
    await expect.poll(unheard, { timeout: 10_000 }).toEqual([])
    await page.close()
    plain.close()
  })
})
