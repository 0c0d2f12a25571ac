import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../support/axe.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'

let handrail: Handrail
let phone: { context: BrowserContext; page: Page }
let desk: Page
beforeAll(async () => {
  handrail = await startHandrail()
  phone = await handrail.launchPwa()
  desk = (await handrail.launchPwa({ person: 'amira', device: 'Desktop Chrome' })).page
  for (const page of [phone.page, desk]) {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    page.setDefaultTimeout(10_000)
  }
})
afterAll(() => handrail?.stop())

const words = 'Since Monday the limit is 80.'
async function go(page: Page, name: string, heading: string) {
  await page.getByRole('link', { name, exact: true }).first().click()
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
}

describe('after the release', () => {
  it('says offline who approved an aid, from which source and until when, and takes a report', async () => {
    const { context, page } = phone
    await page.goto(`${handrail.origin}/library/job-aid/refund-approval`)
    await page.getByText(/^Approved by .+ and .+/).waitFor()
    // the app has to lie on the device before the network goes
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await context.setOffline(true)
    await page.reload()
    await page.getByText(/^Approved by .+ and .+/).click()
    for (const text of [
      'Who approved it',
      /subject expert/,
      /learning team/,
      'What it rests on',
      /version of/,
      'Next review',
    ])
      await page.getByText(text).first().waitFor()
    await page.getByRole('button', { name: 'Wrong or out of date?' }).click()
    await page.getByRole('radio', { name: 'It is out of date' }).check()
    await page.getByRole('combobox').selectOption({ index: 1 })
    await page.getByRole('textbox').fill(words)
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Send the report' }).click()
    await page.getByText('It is kept here and will be sent').waitFor()
    await page.getByText('Will be sent when this device is online.').waitFor()
    expect(await violations(page)).toEqual([])
    await context.setOffline(false)
    await go(page, 'My record', 'My record')
    await page.getByRole('button', { name: 'Sync now' }).click()
    const kinds = async () => (await handrail.events('leo')).map(({ kind }) => kind)
    await expect.poll(kinds, { timeout: 15_000 }).toContain('aid-reported')
  })

  it('brings it to who answers for the aid, with a day and without a name; the answer reaches the reporter', async () => {
    await desk.goto(`${handrail.origin}/`)
    await desk.getByRole('link', { name: /^Notices, \d+ new$/ }).click()
    await desk.getByRole('link', { name: /^Answer what was reported of/ }).click()
    await desk.getByRole('heading', { level: 1, name: 'Reports' }).waitFor()
    const card = desk.getByRole('article').filter({ hasText: words })
    expect(await card.textContent()).not.toMatch(/Leo/)
    expect(await violations(desk)).toEqual([])
    await card.getByRole('button', { name: /^Answer/ }).click()
    const dialog = desk.getByRole('dialog')
    expect(await dialog.getByRole('radio', { name: 'It is fixed' }).isDisabled()).toBe(true)
    await dialog.getByRole('textbox').fill('The new limit begins in January.')
    expect(await violations(desk)).toEqual([])
    await dialog.getByRole('button', { name: 'Send the answer' }).click()
    await desk.getByText('Your answer is on its way').waitFor()

    const { context, page } = phone
    await page.getByRole('button', { name: 'Sync now' }).click()
    await page.getByText('The new limit begins in January.').first().waitFor()
    await context.setOffline(true)
    await page.reload()
    await page.getByText(/^Right as it is \(Amira/).waitFor()
    await page.getByRole('link', { name: 'Notices, 1 new' }).click()
    await page.getByText(/^Your report on .+ was answered$/).click()
    await page.getByText('The new limit begins in January.').waitFor()
    await page.getByRole('link', { name: 'Notices, nothing new' }).waitFor()
    await context.setOffline(false)
  })

  it('times work with one tap, through a reload, and lets it be corrected', async () => {
    await desk.goto(`${handrail.origin}/studio/hours`)
    await desk.getByText('No hours yet', { exact: true }).waitFor()
    await desk.getByRole('button', { name: 'Time looking after' }).click()
    await desk.getByRole('button', { name: /^Stop timer/ }).waitFor()
    await desk.reload()
    // left running over night: it asks
    await desk.evaluate(() => {
      const key = 'handrail-draft:studio:timer'
      const timer = JSON.parse(localStorage.getItem(key) ?? '{}')
      localStorage.setItem(key, JSON.stringify({ ...timer, startedMs: timer.startedMs - 9 * 3_600_000 }))
    })
    await desk.getByRole('button', { name: /^Stop timer/ }).click()
    await desk.getByRole('dialog').getByText('The timer ran for 9 h').waitFor()
    await desk.getByRole('spinbutton').fill('50')
    expect(await violations(desk)).toEqual([])
    await desk.getByRole('button', { name: 'Save', exact: true }).click()
    const table = desk.getByRole('table', { name: 'Your entries' })
    await table.getByText('50 min').waitFor()
    await table.getByRole('button', { name: /^Change the entry of/ }).click()
    await desk.getByRole('spinbutton').fill('40')
    await desk.getByRole('button', { name: 'Save', exact: true }).click()
    await table.getByText('40 min').waitFor()
    await table.getByRole('button', { name: /^Remove the entry of/ }).click()
    await desk.getByText('No hours yet', { exact: true }).waitFor()
  })
})
