import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../support/axe.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'

let handrail: Handrail
let page: Page
beforeAll(async () => {
  handrail = await startHandrail()
  page = (await handrail.launchPwa({ person: 'leo', device: 'Desktop Chrome' })).page
  await page.emulateMedia({ reducedMotion: 'reduce' })
})
afterAll(() => handrail?.stop())

const box = () => page.getByRole('searchbox', { name: 'Search' })
const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')

describe('the library on a real device, by keyboard alone', () => {
  it('finds an aid by misspelt words, opens it, and leads back to it', async () => {
    await page.goto(handrail.origin)
    await page.getByRole('heading', { name: /^Good/ }).waitFor()
    await page.keyboard.press('/')
    await page.waitForFunction(() => document.activeElement?.id === 'library-search')
    await page.keyboard.type('who aproves a refnud', { delay: 30 })
    await page.getByRole('link', { name: /Who approves a refund/ }).waitFor()
    for (let n = 0; n < 10 && !(await focused()).includes('Who approves a refund'); n++)
      await page.keyboard.press('ArrowDown')
    expect(await focused()).toContain('Who approves a refund')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Who approves a refund' }).waitFor()
    await page.goBack()
    await page.waitForFunction(() => document.activeElement?.textContent?.includes('Who approves a refund'))
    expect(await box().inputValue()).toBe('who aproves a refnud')
  })

  it('finds by the organisation’s synonyms, and says so', async () => {
    await box().fill('supervisor')
    await page.getByText('another word for').first().waitFor()
    expect(await violations(page)).toEqual([])
  })

  it('says that nothing fits, and shows what comes closest', async () => {
    await box().fill('where may i park my bicycle')
    await page.getByText('Nothing approved fits that', { exact: true }).waitFor({ timeout: 60_000 })
    expect(await violations(page)).toEqual([])
  })

  it('answers whatever is pasted, and goes on answering', async () => {
    for (const text of [
      'a',
      '🙂',
      'SELECT * FROM orders; --',
      'x'.repeat(10_000),
      'wie hoch darf die Erstattung sein?',
    ]) {
      await box().fill(text)
      await page.waitForTimeout(300)
      expect(await page.getByRole('alert').count()).toBe(0)
    }
    await box().fill('refund')
    await page
      .getByRole('link', { name: /refund/i })
      .first()
      .waitFor()
  })
})
