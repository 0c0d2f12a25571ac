import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { doTask } from '../support/answering.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'
import { nudgeOn } from '../support/nudge.ts'

const content = join(import.meta.dirname, '../../sync/demo/content/objects')
const NEW_TITLE = 'Who says yes to a refund'
let handrail: Handrail

beforeAll(async () => {
  handrail = await startHandrail()
})
afterAll(() => handrail?.stop())

/** Opens the review page of a person who was just enrolled, and makes their key. */
async function reviewer(person: string): Promise<Page> {
  const { page } = await handrail.launchPwa({ person, device: 'Desktop Chrome' })
  await page.goto(`${handrail.origin}/review`)
  await page.getByRole('button', { name: 'Make my signing key' }).click()
  await page.getByText('Your key is trusted.').waitFor()
  return page
}

async function sign(page: Page, button: string, criteria: readonly RegExp[]): Promise<void> {
  await page.getByRole('link', { name: new RegExp(NEW_TITLE) }).click()
  await page.getByRole('heading', { name: 'As learners will see it' }).waitFor()
  expect(await page.getByText('Added').count()).toBeGreaterThan(0)
  for (const name of [...criteria, /^I sign exactly these bytes/]) await page.getByRole('checkbox', { name }).check()
  await page.getByRole('button', { name: button }).click()
  await page.getByText(/^Signed\./).waitFor()
}

describe('from an edited aid to the page', () => {
  it('an author changes it, the SME and the L&D reviewer sign, L&D releases, and the employee sees it on the page', async () => {
    const browser = await handrail.launchExtension('leo')
    const desk = await browser.context.newPage()
    await desk.goto(`${handrail.desk.origin}/tickets/1042/refund`)
    expect((await nudgeOn(desk).appears())?.join(' ')).not.toContain(NEW_TITLE)

    const drafts = mkdtempSync(join(tmpdir(), 'handrail-drafts-'))
    mkdirSync(drafts, { recursive: true })
    const aid = JSON.parse(readFileSync(join(content, 'job-aid.refund-approval.json'), 'utf8'))
    aid.body.title = NEW_TITLE
    aid.body.parts[0].blocks.push({ block: 'callout', tone: 'note', text: 'Added on the day of this test.' })
    writeFileSync(join(drafts, 'aid.json'), JSON.stringify(aid))
    const imported = await handrail.cli('import', 'objects', drafts, '--as', 'amira')
    expect(imported.said).toMatch(/1/)
    expect(imported.code).toBe(0)
    rmSync(drafts, { recursive: true, force: true })

    const sam = await reviewer('sam')
    await sign(sam, 'Sign as SME', [/^Accuracy/])
    const early = await handrail.cli('release', '--as', 'lena')
    expect(early.code, early.said).toBe(1)

    const lena = await reviewer('lena')
    await sign(lena, 'Sign as L&D reviewer', [/^Tone/, /^Compliance/])
    const composed = await handrail.cli('release', '--as', 'lena')
    expect(composed.code, composed.said).toBe(0)
    await lena.goto(`${handrail.origin}/review/release`)
    await lena.getByRole('checkbox', { name: /^I sign exactly these bytes/ }).check()
    await lena.getByRole('button', { name: 'Sign the release' }).click()
    await lena.getByText('Signed and published.').waitFor()

    const panel = await browser.context.newPage()
    await panel.goto(`${browser.origin}/sidepanel.html`)
    // one beat of the extension's own clock, no help from here
    await panel.getByText(NEW_TITLE).first().waitFor({ timeout: 70_000 })
    await desk.bringToFront()
    await desk.goto(`${handrail.desk.origin}/tickets/1043/refund`)
    expect((await nudgeOn(desk).appears())?.join(' ')).toContain(NEW_TITLE)
  })
})

describe('a learner without a network', () => {
  it('misses a sub-competency, is branched to its one aid, passes; back online each answer is on the server once', async () => {
    const { page } = await handrail.launchPwa({ person: 'leo' })
    await page.goto(handrail.origin)
    // the model is fetched while there is a network, as the library asks for it
    await page.goto(`${handrail.origin}/library`)
    await page.getByRole('searchbox').fill('customer wants money back')
    await page.getByText('Found because').first().waitFor()
    await page.getByText('Search by meaning is getting ready').waitFor({ state: 'hidden', timeout: 60_000 })
    await page.evaluate(() => navigator.serviceWorker.ready)
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)

    await handrail.stopServer()
    await page.goto(handrail.origin)
    await page
      .getByRole('button', { name: 'Start' })
      .or(page.getByRole('link', { name: 'Start' }))
      .first()
      .click()
    let remedials = 0
    let answers = 0
    const finished = page.getByRole('heading', { name: 'You have shown that you can do this' })
    const task = page.getByRole('button', { name: 'Hand in' })
    const remedial = page.getByRole('button', { name: 'I have read it, ask me again' })
    for (let n = 0; n < 20; n++) {
      await finished.or(task).or(remedial).first().waitFor()
      if (await finished.isVisible()) break
      if (await remedial.isVisible()) {
        remedials++
        await remedial.click()
        await remedial.waitFor({ state: 'hidden' })
        continue
      }
      // what is said in own words waits for a person: only a closed task is missed at once
      await doTask(page, remedials === 0 ? 'wrong' : 'right')
      answers++
      await page.getByRole('button', { name: 'Go on' }).waitFor()
      if (answers === 2) {
        // a phone that is locked, or a tab that is thrown away
        await page.reload()
        continue
      }
      await page.getByRole('button', { name: 'Go on' }).click()
      await page.getByRole('button', { name: 'Go on' }).waitFor({ state: 'hidden' })
    }
    expect(remedials).toBe(1)
    expect(await finished.isVisible()).toBe(true)
    expect(await page.getByText(/^Not calibrated/).isVisible()).toBe(true)
    await page.goto(`${handrail.origin}/record`)
    await page.getByText('Not sent yet').first().waitFor()

    await handrail.startServer()
    await page.getByRole('button', { name: 'Sync now' }).click()
    await page
      .getByText(/^In sync/)
      .first()
      .waitFor()
    const events = await handrail.events('leo')
    const answered = events.filter(({ kind }) => kind === 'item-answered')
    expect(answered).toHaveLength(answers)
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    expect(events.filter(({ kind }) => kind === 'attempt-finished')).toHaveLength(1)
  })
})
