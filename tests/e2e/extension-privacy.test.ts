import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { extensionFolder } from '../../sync/build/steps.ts'
import { enrolExtension } from '../../sync/demo/enrol-extension.ts'
import { type ExtensionBrowser, openExtensionBrowser } from '../../sync/demo/extension-browser.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'
import { nudgeOn } from '../support/nudge.ts'

let handrail: Handrail
let folder: string
let browser: ExtensionBrowser

beforeAll(async () => {
  handrail = await startHandrail()
  folder = mkdtempSync(join(tmpdir(), 'handrail-privacy-'))
  browser = await openExtensionBrowser({
    extension: resolve(extensionFolder),
    profile: join(folder, 'profile'),
    headless: true,
    // everything this browser sends and receives, byte for byte
    args: [`--log-net-log=${join(folder, 'net.json')}`, '--net-log-capture-mode=Everything'],
  })
  await browser.grant([handrail.origin, handrail.desk.origin])
  await enrolExtension(browser, { link: await handrail.link('leo'), tools: [handrail.desk.origin] })
})
afterAll(async () => {
  await handrail?.stop()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

const canary = (n: number) => `kanarie${n}vogel`
const paths = [
  '/tickets/1042/refund',
  '/tickets/1043/escalate',
  '/customers/2041/edit',
  '/reports/incident',
  '/tickets/1044',
]

it('lets no word of the page leave the device, enter a store or a log', async () => {
  const said: string[] = []
  const errors: string[] = []
  browser.context.on('console', (message) => errors.push(message.text()))
  let planted = 0
  for (const path of paths) {
    const page = await browser.context.newPage()
    await page.goto(handrail.desk.origin + path)
    planted = await page.evaluate((from) => {
      let n = from
      const word = () => `kanarie${n++}vogel`
      document.title = `${word()} ${document.title}`
      for (const field of document.querySelectorAll<HTMLInputElement>('input,textarea'))
        if (!['checkbox', 'radio', 'hidden', 'number', 'datetime-local', 'date'].includes(field.type))
          field.value = word()
      for (const heading of document.querySelectorAll('h1,h2')) heading.append(` ${word()}`)
      const add = (html: string) => document.querySelector('main')?.insertAdjacentHTML('beforeend', html)
      add(`<div role="alert">${word()}</div><label>${word()}<input value="${word()}"></label>`)
      add(`<div contenteditable="true">${word()}</div><p data-private>${word()}</p><p>${word()}</p>`)
      return n
    }, planted)
    said.push(...((await nudgeOn(page).appears(6_000)) ?? []))
    await page.waitForTimeout(1_500)
    if (path.endsWith('refund')) await nudgeOn(page).click('Not here')
    await page.close()
  }
  expect(planted).toBeGreaterThan(40)
  expect(said).toContain('Open')

  const panel = await browser.context.newPage()
  await panel.goto(`${browser.origin}/sidepanel.html`)
  await panel.getByRole('searchbox').waitFor()
  await panel.waitForTimeout(3_000) // the sync that follows an event
  const stores = await panel.evaluate(async () => {
    const dump: unknown[] = [await chrome.storage.local.get(null)]
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
  await browser.close()
  expect(stores).toContain('aid-offered')

  const log = JSON.parse(readFileSync(join(folder, 'net.json'), 'utf8')) as {
    events: { params?: Record<string, unknown> }[]
  }
  const sent = log.events.flatMap(({ params }) => {
    const bytes = typeof params?.bytes === 'string' ? [Buffer.from(params.bytes, 'base64').toString('latin1')] : []
    return [JSON.stringify(params ?? {}), ...bytes]
  })
  const traffic = sent.join('\n')
  expect(traffic).toContain('/v1/sync')
  expect(traffic).toContain('aid-offered')
  const words = Array.from({ length: planted }, (_, n) => canary(n))
  const found = words.flatMap((word) =>
    [
      ['traffic', traffic],
      ['stores', stores],
      ['console', errors.join('\n')],
    ]
      .filter(([, text]) => text?.includes(word))
      .map(([where]) => `${word} in ${where}`),
  )
  expect(found).toEqual([])

  // the browser itself talks to its maker; what counts is what our package asked for
  const asked = log.events
    .map(({ params }) => params)
    .filter((params) => params?.initiator === browser.origin && typeof params.url === 'string')
    .map((params) => new URL(String(params?.url)).origin)
  expect([...new Set(asked)]).toEqual([handrail.origin])
})
