import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../support/axe.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'

const MAX_INITIAL_JS_BYTES = 120 * 1024
const dist = resolve(import.meta.dirname, '../../dist/pwa')
let handrail: Handrail

beforeAll(async () => {
  handrail = await startHandrail()
})
afterAll(() => handrail?.stop())

/** What the page complained about: script errors and breaches of the content security policy. */
function complaints(page: Page): string[] {
  const heard: string[] = []
  page.on('pageerror', (error) => heard.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(message.text())
  })
  return heard
}
const said = (page: Page) => page.locator('main').innerText()

describe('the app in a real browser, on the real server', () => {
  it('loads at most 120 KiB of gzipped JavaScript before its first screen', () => {
    const html = readFileSync(resolve(dist, 'index.html'), 'utf8')
    const files = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file ?? '')
    const bytes = files.map((file) => gzipSync(readFileSync(resolve(dist, file))).length)
    expect(files.length).toBeGreaterThan(0)
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MAX_INITIAL_JS_BYTES)
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/)
  })

  it('refuses a used link in words, and enrols nobody with it', async () => {
    const link = await handrail.link('leo')
    const first = await handrail.launchPwa({ person: null })
    await first.page.goto(link)
    await first.page.getByRole('button', { name: 'Enrol this device' }).click()
    await first.page.getByRole('heading', { name: 'Welcome, Leo Martins' }).waitFor()
    expect(first.page.url()).not.toContain('#')

    const { page } = await handrail.launchPwa({ person: null })
    // over the page that asks for a link, a pasted one changes only what follows the #
    await page.getByRole('heading', { name: 'You need an enrolment link' }).waitFor()
    await page.goto(link)
    await page.getByRole('button', { name: 'Enrol this device' }).click()
    await page.getByRole('heading', { name: 'This link did not work' }).waitFor()
    expect(await page.getByRole('alert').innerText()).toMatch(/used|new one/)
    await page.goto(`${handrail.origin}/record`)
    await page.getByRole('heading', { name: 'You need an enrolment link' }).waitFor()
    await page.getByLabel('Enrolment link').fill('https://example.com/nothing')
    await page.getByRole('button', { name: 'Look at this link' }).click()
    await page.getByText('This is not an enrolment link.').waitFor()
  })

  it('shows every learner screen without a complaint of the browser or of axe', async () => {
    const { page } = await handrail.launchPwa({ person: 'leo' })
    // half risen, a page is half transparent, and its contrast is judged as that
    await page.emulateMedia({ reducedMotion: 'reduce' })
    const heard = complaints(page)
    for (const [path, heading] of [
      ['/', /Good/],
      ['/library', 'Library'],
      ['/library/job-aid/refund-approval', /refund/i],
      ['/record', 'My record'],
    ] as const) {
      await page.goto(`${handrail.origin}${path}`)
      await page.getByRole('heading', { level: 1, name: heading }).waitFor()
      expect(await violations(page), path).toEqual([])
    }
    expect(heard).toEqual([])
  })

  it('serves two tabs with one engine, also after the tab that hosts it is closed', async () => {
    const { context, page } = await handrail.launchPwa({ person: 'leo' })
    // the engine's own worker, which holds the model, comes and goes with it
    const engines = (tab: Page) => tab.workers().filter((worker) => worker.url().includes('engine.worker')).length
    await page.goto(handrail.origin)
    await page.getByRole('heading', { name: /^Good/ }).waitFor()
    const other = await context.newPage()
    await other.goto(`${handrail.origin}/library`)
    await other.getByText('Who approves').first().waitFor()
    expect([page, other].map(engines)).toEqual([1, 0])
    await page.close()
    await other.getByRole('link', { name: 'My record' }).click()
    await other.getByRole('heading', { name: 'What is held about you, and why' }).waitFor()
    expect(engines(other)).toBe(1)
  })

  it('gives everything held as a file, warns of what is unsent, and erases all of it on signing out', async () => {
    const { context, page } = await handrail.launchPwa({ person: 'leo' })
    await page.goto(`${handrail.origin}/library/job-aid/refund-approval`)
    const helpful = page.getByRole('button', { name: 'Helpful', exact: true })
    await helpful.waitFor()
    // from then on every screen is on the device
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    // but none of the studio's, which are not a learner's
    const kept = await page.evaluate(async () => {
      const all = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))
      return all.flat().map(({ url }) => url)
    })
    expect(kept.filter((url) => /TodayScreen/.test(url)).length).toBeGreaterThan(0)
    expect(kept.filter((url) => /StudioScreen/.test(url))).toEqual([])
    await context.setOffline(true)
    await handrail.stopServer()
    await helpful.click()
    await page.getByText('Thank you.').waitFor()
    await page.getByRole('link', { name: 'My record' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save everything as a file' }).click()
    const held = readFileSync(await (await download).path(), 'utf8')
    expect(held).toContain('aid-rated')
    expect(held).not.toContain('"credential"')

    await page.getByRole('button', { name: 'Sign out and erase' }).click()
    expect(await page.getByRole('dialog').innerText()).toMatch(/not sent yet and would be lost/)
    await page.getByRole('button', { name: 'Erase anyway' }).click()
    await page.getByRole('heading', { name: 'You need an enrolment link' }).waitFor()
    expect(
      await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('handrail-draft'))),
    ).toEqual([])
    await page.goto(`${handrail.origin}/record`)
    await page.getByRole('heading', { name: 'You need an enrolment link' }).waitFor()
    expect(await said(page)).not.toContain('Refunds')
    await handrail.startServer()
  })
})
