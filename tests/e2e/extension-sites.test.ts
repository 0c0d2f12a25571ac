import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { extensionFolder } from '../../sync/build/steps.ts'
import { type ExtensionBrowser, openExtensionBrowser } from '../../sync/demo/extension-browser.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'
import { managedChromium } from '../support/managed-chromium.ts'

let handrail: Handrail
let folder: string
let options: Page
let link: string
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
const optionsOf = async ({ context, origin }: ExtensionBrowser) => {
  const page = await context.newPage()
  await page.goto(`${origin}/options.html`)
  return page
}

beforeAll(async () => {
  handrail = await startHandrail()
  folder = mkdtempSync(join(tmpdir(), 'handrail-sites-'))
  link = await handrail.link('leo')
  const [, tenant, , rootHash] = /#([^.]+)\.([^.]+)\.(.+)$/.exec(link) ?? []
  const managed = await openManaged({
    server: handrail.origin,
    tenant,
    rootHash,
    hosts: [handrail.desk.origin],
  })
  if (!managed) return
  const browser = managed
  await browser.grant([handrail.origin, handrail.desk.origin])
  options = await optionsOf(browser)
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
})
afterAll(async () => {
  await Promise.all([...opened.map((each) => each.close().catch(() => {})), handrail?.stop()])
  if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

it('lists the organisation’s tools, which a person may not remove', async () => {
  if (!opened[0]) return
  const site = options.getByRole('listitem').filter({ hasText: new URL(handrail.desk.origin).host })
  await site.getByText('Set by your organisation').waitFor()
  expect(await site.getByRole('button', { name: /^Remove/ }).count()).toBe(0)
})

it('says in one sentence what is wrong with a policy, and lets nobody join past it', async () => {
  const managed = await openManaged({ server: 'http://handrail.example.com', tenant: 'larkfield' })
  if (!managed) return
  const page = await optionsOf(managed)
  await page.getByText('"server" must be an origin like "https://handrail.example.com"').waitFor()
  expect(await page.getByRole('button', { name: 'Check' }).count()).toBe(0)
})
