import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../support/axe.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'

const content = join(import.meta.dirname, '../../sync/demo/content/objects')
const aid = (id: string, title: string) => {
  const object = JSON.parse(readFileSync(join(content, `job-aid.${id}.json`), 'utf8'))
  return { kind: 'job-aid', id, authors: [], body: { ...object.body, title } }
}
const [FIRST, SECOND] = ['Who says yes to a refund', 'Look here before you refund']

let handrail: Handrail
let sam: Page
let lena: Page
beforeAll(async () => {
  handrail = await startHandrail()
  await handrail.draft([aid('refund-approval', FIRST), aid('before-you-refund', SECOND)])
})
afterAll(() => handrail?.stop())

const line = (page: Page, title: string) => page.getByRole('link', { name: new RegExp(title) })
const makeKey = async (page: Page) => {
  await page.getByRole('button', { name: 'Make my signing key' }).click()
  await page.getByText('Your key is trusted.').waitFor()
}
/** Without a mouse: each box is reached and ticked by keys. */
async function tickByKeys(page: Page, names: readonly RegExp[]) {
  for (const name of names) {
    await page.getByRole('checkbox', { name }).focus()
    await page.keyboard.press('Space')
  }
}

describe('review on the extension’s own page', () => {
  it('is opened from the panel, looks at two objects and signs them with one signature', async () => {
    const browser = await handrail.launchExtension('sam', [])
    const panel = await browser.context.newPage()
    await panel.goto(`${browser.origin}/sidepanel.html`)
    const [opened] = await Promise.all([
      browser.context.waitForEvent('page'),
      panel.getByRole('button', { name: 'Review and sign' }).click(),
    ])
    sam = opened
    sam.setDefaultTimeout(10_000)
    expect(sam.url()).toBe(`${browser.origin}/review.html`)
    await makeKey(sam)
    expect(await violations(sam)).toEqual([])

    for (const title of [FIRST, SECOND]) {
      await line(sam, title).first().click()
      await sam.getByRole('heading', { name: /^What changed since version/ }).waitFor()
      expect(await sam.locator('ins').first().textContent()).toBeTruthy()
      expect(await sam.locator('blockquote mark').count()).toBeGreaterThan(0)
      if (title === FIRST) expect(await violations(sam)).toEqual([])
      await tickByKeys(sam, [/^Accuracy/])
      await sam.getByRole('button', { name: 'Reviewed, sign with the others' }).press('Enter')
      await sam.getByRole('link', { name: 'To what I have reviewed' }).press('Enter')
      await sam.getByRole('heading', { name: 'Reviewed, not signed yet' }).waitFor()
    }
    await tickByKeys(sam, [/^I sign exactly the bytes of these 2/])
    await sam.getByRole('button', { name: 'Sign 2 as SME' }).press('Enter')
    await sam.getByText(/^Signed 2\./).waitFor()
  })

  it('reaches nothing but its own package; the engine’s page asks the server', async () => {
    const asked = await sam.evaluate(
      (url) =>
        fetch(url).then(
          () => 'reached',
          () => 'refused',
        ),
      `${handrail.origin}/health`,
    )
    expect(asked).toBe('refused')
  })
})

describe('review in the app', () => {
  it('gives one back with a comment, which its author finds, and signs the other', async () => {
    lena = (await handrail.launchPwa({ person: 'lena', device: 'Desktop Chrome' })).page
    lena.setDefaultTimeout(10_000)
    await lena.goto(`${handrail.origin}/review`)
    await makeKey(lena)
    await line(lena, SECOND).click()
    await lena.getByRole('textbox', { name: 'Comment' }).fill('For guests too?')
    await lena.getByRole('button', { name: 'Request changes' }).click()
    await lena.getByText('Sent back to its author.').waitFor()
    await lena.getByText('It is back with its author, who was asked for changes.').waitFor()
    expect(await violations(lena)).toEqual([])

    await lena.goto(`${handrail.origin}/review`)
    await line(lena, FIRST).click()
    await tickByKeys(lena, [/^Tone/, /^Compliance/, /^I sign exactly these bytes/])
    await lena.getByRole('button', { name: 'Sign as L&D reviewer' }).press('Enter')
    await lena.getByText(/^Signed\./).waitFor()
    await lena.getByRole('link', { name: 'Back to the queue' }).click()
    await lena.getByText('Nothing waits for review').waitFor()
  })

  it('takes the answer, and says what there is time for', async () => {
    await handrail.draft([aid('before-you-refund', `${SECOND}, guests too`)])
    await lena.goto(`${handrail.origin}/review/hours`)
    await lena.getByRole('heading', { name: 'Handle a refund', exact: true }).waitFor()
    await lena
      .getByText(/^\d+ of \d+ min/)
      .first()
      .waitFor()
    expect(await violations(lena)).toEqual([])
    await lena.goto(`${handrail.origin}/review`)
    await line(lena, 'guests too').click()
    await lena.getByText('For guests too?').waitFor()
    expect(await lena.getByText('on version 2').count()).toBe(1)
  })
})
