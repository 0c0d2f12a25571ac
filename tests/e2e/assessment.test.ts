import { mkdtempSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, devices, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generatePrivateJwk, publicJwkOf } from '#core/adapters/webcrypto'
import { PROTOCOL } from '#core/events'
import { doTask } from '../support/answering.ts'
import { isTooWide, violations } from '../support/axe.ts'
import { chromiumArgs, findChromium } from '../support/chromium.ts'
import { demoAssessments } from '../support/demo-content.ts'
import { eventSource } from '../support/events.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'
import { takeAttempt } from '../support/learner-at-work.ts'

const DAY_MS = 86_400_000
const profile = mkdtempSync(join(tmpdir(), 'handrail-phone-'))
let handrail: Handrail
let phone: BrowserContext

beforeAll(async () => {
  handrail = await startHandrail()
})
afterAll(async () => {
  await phone?.close().catch(() => {})
  await handrail?.stop()
  rmSync(profile, { recursive: true, force: true })
})

/** The same phone each time: what is on its disk stays. */
async function startPhone(): Promise<Page> {
  phone = await chromium.launchPersistentContext(profile, {
    ...devices['Pixel 7'],
    executablePath: findChromium() ?? '',
    args: chromiumArgs,
    reducedMotion: 'reduce',
  })
  return phone.pages()[0] ?? (await phone.newPage())
}

/** The battery is empty: nothing gets a chance to finish. */
async function kill() {
  const [, pid] = /-(\d+)$/.exec(readlinkSync(join(profile, 'SingletonLock'))) ?? []
  const gone = new Promise((resolve) => phone.once('close', resolve))
  process.kill(Number(pid), 'SIGKILL')
  await gone
}

/** Another device of this person showed it all alone, so many days ago. */
async function showedAll(person: string, daysAgo: number) {
  const code = new URL(await handrail.link(person)).hash.split('.')[1]
  const publicKey = publicJwkOf(await generatePrivateJwk())
  const post = async (path: string, body: unknown, credential?: string) => {
    const bearer = credential ? { authorization: `Bearer ${credential}` } : {}
    const headers = { 'content-type': 'application/json', ...bearer }
    const reply = await fetch(`${handrail.origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!reply.ok) throw new Error(await reply.text())
    return reply.json() as Promise<{ credential: string; refused: unknown[] }>
  }
  const { credential } = await post('/v1/enrol', { code, publicKey })
  const source = eventSource(3, Date.now() - daysAgo * DAY_MS)
  const { events } = takeAttempt('refunds', demoAssessments(), () => ({ correct: true }), { source })
  const reply = await post('/v1/sync', { proto: PROTOCOL, now: Date.now(), gen: 0, events }, credential)
  expect(reply.refused).toEqual([])
}

async function isFine(page: Page, what: string) {
  expect(await violations(page), what).toEqual([])
  expect(await isTooWide(page), what).toBe(false)
}

describe('a phone in airplane mode', () => {
  it('takes what is due through a dead battery to its end, and every answer reaches the server once', async () => {
    await showedAll('leo', 31)
    let page = await startPhone()
    await page.goto(await handrail.link('leo'))
    await page.getByRole('button', { name: 'Enrol this device' }).click()
    await page.getByRole('heading', { name: 'Welcome' }).waitFor({ timeout: 60_000 })
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await page.goto(`${handrail.origin}/record`)
    await page.getByRole('button', { name: 'Sync now' }).click()
    await page
      .getByText(/^In sync/)
      .first()
      .waitFor()
    const before = (await handrail.events('leo')).filter(({ kind }) => kind === 'item-answered').length

    await phone.setOffline(true)
    await handrail.stopServer()
    await page.goto(handrail.origin)
    await page.getByText('Assessment, once more').waitFor()
    await page.getByText(/30 days later the whole is asked once more/).waitFor()
    await page
      .getByRole('button', { name: /^Start/ })
      .first()
      .click()

    const asked: string[] = []
    const attempt = await page.waitForURL(/\/attempt\//).then(() => page.url())
    let deaths = 0
    /** the same profile, and still no network */
    async function dieAndStart(at: string) {
      await kill()
      deaths++
      page = await startPhone()
      await phone.setOffline(true)
      await page.goto(at)
    }
    // of the page there is now: each start makes another
    const end = () => page.getByRole('link', { name: 'See my record' })
    const read = () => page.getByRole('button', { name: 'I have read it, ask me again' })
    const goOn = () => page.getByRole('button', { name: 'Go on' })
    const handIn = () => page.getByRole('button', { name: 'Hand in' })
    let seen: 'nothing' | 'aid' | 'after' = 'nothing'
    for (let n = 0; n < 25; n++) {
      await end().or(handIn()).or(read()).first().waitFor()
      if (await end().isVisible()) break
      if (await read().isVisible()) {
        if (seen === 'nothing') {
          seen = 'aid'
          await isFine(page, 'the one aid')
          await page.getByText(/this aid covers just that/).waitFor()
          await dieAndStart(handrail.origin)
          await page.getByRole('button', { name: /^Continue/ }).click()
          await read().waitFor()
          expect(page.url()).toBe(attempt)
        }
        await read().click()
        await read().waitFor({ state: 'hidden' })
        continue
      }
      if (asked.length === 0) await isFine(page, 'a task')
      const title = await page.getByRole('heading', { level: 1 }).innerText()
      expect(asked, 'no task comes twice').not.toContain(title)
      asked.push(title)
      await doTask(page, seen === 'nothing' ? 'wrong' : 'right')
      await goOn().waitFor()
      if (asked.length === 1) await isFine(page, 'what was made of it')
      if (seen === 'aid') {
        // handed in, and the battery is empty before anything else is pressed
        seen = 'after'
        await dieAndStart(attempt)
        continue
      }
      await goOn().click()
      await goOn().waitFor({ state: 'hidden' })
    }
    expect(seen).toBe('after')
    expect(deaths).toBe(2)
    await page.getByRole('heading', { name: 'Part by part' }).waitFor()
    await isFine(page, 'the end')

    await page.getByRole('link', { name: 'See my record' }).click()
    await page.getByRole('heading', { name: 'What you have shown' }).waitFor()
    await page.getByText('Not sent yet').first().waitFor()
    await isFine(page, 'the record')
    await page
      .getByRole('link', { name: /Not sent yet/ })
      .first()
      .click()
    await page.getByRole('heading', { name: 'Your answers' }).waitFor()
    expect(await page.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual(asked)
    await isFine(page, 'the answers')
    await page.goto(`${handrail.origin}/settings`)
    await page.getByRole('radio', { name: 'Largest' }).check()
    await isFine(page, 'settings')

    await handrail.startServer()
    await phone.setOffline(false)
    await page.goto(`${handrail.origin}/record`)
    await page.getByRole('button', { name: 'Sync now' }).click()
    await page
      .getByText(/^In sync/)
      .first()
      .waitFor()
    const events = await handrail.events('leo')
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    expect(events.filter(({ kind }) => kind === 'item-answered')).toHaveLength(before + asked.length)
    expect(events.filter(({ kind }) => kind === 'attempt-finished')).toHaveLength(2)
  })
})
