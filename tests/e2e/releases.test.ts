import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isTooWide, violations } from '../support/axe.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'

const WEEK_MS = 7 * 24 * 60 * 60 * 1000
const content = join(import.meta.dirname, '../../sync/demo/content/objects')
const aid = (id: string): { body: { title: string } } =>
  JSON.parse(readFileSync(join(content, `job-aid.${id}.json`), 'utf8'))
const RECALLED = 'ticket-priority'
const CHANGED = 'refund-approval'
const FRESH = 'privacy-first-hour'
const [before, recalledTitle] = [aid(CHANGED).body.title, aid(RECALLED).body.title]
const AFTER = 'Who says yes to a refund'

let handrail: Handrail
/** the learning team's; in no department */
let lena: Page
/** a subject expert's, in the shop */
let sam: Page
/** a learner's devices: two that are awake, and one that went offline before anything happened */
let phone: Page
let panel: Page
let away: Page
/** when the recall was signed, and the seconds until each device that shows the aid said so */
let gone: Promise<PromiseSettledResult<number>[]>

beforeAll(async () => {
  handrail = await startHandrail()
  await handrail.operate('/v1/studio/people/sam/department', { department: 'Shop' })
  await handrail.draft([{ kind: 'job-aid', id: CHANGED, authors: [], body: { ...aid(CHANGED).body, title: AFTER } }])
  await handrail.approve('job-aid', new RegExp(`^${CHANGED}$`))
  const reviewer = async (person: string) => {
    const { page } = await handrail.launchPwa({ person, device: 'Desktop Chrome' })
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.goto(`${handrail.origin}/review`)
    await page.getByRole('button', { name: 'Make my signing key' }).click()
    await page.getByText('Your key is trusted.').waitFor()
    return page
  }
  const learner = async (id: string) => {
    const { page } = await handrail.launchPwa()
    await page.goto(`${handrail.origin}/library`)
    await hit(page, id).click()
    await page.getByRole('heading', { level: 1, name: aid(id).body.title }).waitFor()
    return page
  }
  ;[lena, sam, phone, away, panel] = await Promise.all([
    reviewer('lena'),
    reviewer('sam'),
    learner(RECALLED),
    learner(FRESH),
    openPanel(),
  ])
  await away.context().setOffline(true)
})
afterAll(() => handrail?.stop())

const hit = (page: Page, id: string) => page.locator(`[data-key="job-aid ${id}"]`).first()
const go = (page: Page, path: string) => page.goto(`${handrail.origin}/${path}`)
const shows = (page: Page, title: string) => page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()

/** A button, and for listeners what it is about. */
const about = (button: string, what: string) => new RegExp(`^${button} ?: ?${what}$`)

async function openPanel(): Promise<Page> {
  const { context, origin } = await handrail.launchExtension('leo')
  const page = await context.newPage()
  await page.goto(`${origin}/sidepanel.html`)
  await page.getByRole('searchbox').fill(recalledTitle)
  await hit(page, RECALLED).click()
  await page.getByRole('heading', { name: recalledTitle }).waitFor()
  return page
}
/** The release that waits, from the page it is looked at on. */
async function sign(page: Page) {
  await page.getByRole('heading', { name: 'Your signature' }).waitFor()
  const lower = page.getByRole('checkbox', { name: /Release anyway/ })
  if (await lower.isVisible()) await lower.check()
  await page.getByRole('checkbox', { name: /^I sign exactly these bytes/ }).check()
  await page.getByRole('button', { name: 'Sign the release' }).click()
  await page.getByText('Signed and published.').waitFor()
}
async function compose(page: Page) {
  await go(page, 'studio/releases')
  await page.getByRole('button', { name: 'Compose the next release' }).click()
  await page.getByText(/is composed and waits for a signature/).waitFor()
  await page.getByRole('link', { name: 'Look at it and sign' }).click({ timeout: 40_000 })
}
/** The device's own clock, as its engine reads it. */
async function passTime(page: Page, ms: number) {
  for (const worker of page.workers())
    await worker.evaluate((by) => {
      const now = Date.now.bind(Date)
      Date.now = () => now() + by
    }, ms)
}

describe('a release', () => {
  it('without what is withdrawn brings nothing else, and is signed by one', async () => {
    await go(lena, 'studio/releases/1')
    await lena.getByRole('table', { name: 'What it holds' }).waitFor()
    await lena.getByRole('searchbox', { name: 'Search this table' }).fill(recalledTitle)
    expect(await violations(lena)).toEqual([])
    await lena.getByRole('button', { name: about('Withdraw', recalledTitle) }).click()
    expect(await violations(lena)).toEqual([])
    await lena.getByRole('radio', { name: 'Something in it is wrong' }).check()
    await lena.getByRole('dialog').getByRole('button', { name: 'Withdraw', exact: true }).click()
    await lena.getByRole('heading', { name: 'Your signature' }).waitFor()
    expect(await lena.getByText(AFTER).count()).toBe(0)
    await sign(lena)

    const signed = Date.now()
    const line = /This aid was withdrawn on .* because something in it is wrong/
    const until = async (page: Page) => {
      await page.getByText(line).waitFor({ timeout: 70_000 })
      return (Date.now() - signed) / 1000
    }
    gone = Promise.allSettled([until(phone), until(panel)])
  })

  it('goes to one department first, and then to everybody', async () => {
    await compose(lena)
    await lena.getByRole('radio', { name: 'These departments first' }).check()
    await lena.getByRole('checkbox', { name: 'Shop' }).check()
    await lena.getByText('What reads otherwise').first().click()
    expect(await lena.locator('ins').first().textContent()).toBeTruthy()
    expect(await violations(lena)).toEqual([])
    await sign(lena)
    await go(sam, `library/job-aid/${CHANGED}`)
    await shows(sam, AFTER)
    // who signed it looks for it at once, and is in no department
    await go(lena, `library/job-aid/${CHANGED}`)
    await shows(lena, before)

    await go(lena, 'studio/releases')
    await lena.getByText('for Shop').waitFor()
    await lena.getByRole('button', { name: about('Send to more people', 'Release 3') }).click()
    expect(await violations(lena)).toEqual([])
    await lena.getByRole('button', { name: 'Send', exact: true }).click()
    await lena.getByRole('status').filter({ hasText: 'Release 3' }).waitFor()
    await go(lena, `library/job-aid/${CHANGED}`)
    await shows(lena, AFTER)
  })

  it('goes back to an older text once an SME and the learning team have signed that', async () => {
    await go(lena, 'studio/releases/1')
    await lena.getByRole('searchbox', { name: 'Search this table' }).fill(before)
    await lena.getByRole('button', { name: `Go back to this version: ${before}` }).click()
    await lena.getByRole('checkbox', { name: /^I have read/ }).check()
    await lena.getByRole('button', { name: 'I agree as L&D reviewer, and sign' }).click()
    await lena.getByText('Signed as L&D').waitFor()
    await go(sam, 'studio/releases')
    const agree = sam.getByRole('button', { name: 'I agree as SME, and sign' })
    await agree.waitFor()
    expect(await violations(sam)).toEqual([])
    await sam.getByRole('checkbox', { name: /^I have read/ }).check()
    await agree.click()
    await sam.getByText('both have signed').waitFor()
    await compose(lena)
    await sign(lena)
    await go(sam, `library/job-aid/${CHANGED}`)
    await shows(sam, before)
  })
})

describe('a lease', () => {
  it('hides what must be fresh and marks the rest on a device that was offline too long', async () => {
    await passTime(away, WEEK_MS + 60_000)
    await away.getByRole('link', { name: 'Back to the library' }).click()
    await away.getByText('May be out of date').first().waitFor()
    // what it could not hear of is there, and marked
    await hit(away, RECALLED).getByText('May be out of date').waitFor()
    expect(await hit(away, FRESH).count()).toBe(0)
    expect(await violations(away)).toEqual([])
    await away.goBack()
    await away.getByText('This aid is not available').waitFor()
    expect(await violations(away)).toEqual([])
  })
})

describe('a recall', () => {
  it('stands with the releases on a phone, without scrolling sideways', async () => {
    await lena.setViewportSize({ width: 390, height: 844 })
    for (const path of ['studio/releases', 'studio/releases/3', 'review/release']) {
      await go(lena, path)
      await lena.getByRole('heading', { level: 1 }).waitFor()
      expect(await isTooWide(lena), path).toBe(false)
      expect(await violations(lena), path).toEqual([])
    }
  })

  it('is said within a minute by every device that is awake', async () => {
    const seconds = (await gone).map((one) => (one.status === 'fulfilled' ? one.value : Number.POSITIVE_INFINITY))
    console.log(`withdrawn after ${seconds.map((one) => one.toFixed(1)).join(' s on the phone, ')} s in the extension`)
    expect(Math.max(...seconds)).toBeLessThan(60)
    expect(await violations(phone)).toEqual([])
    expect(await violations(panel)).toEqual([])
  })

  it('is counted, and reaches who comes back online', async () => {
    // it is said with what a device sends next
    await panel.getByRole('button', { name: 'Back', exact: true }).click()
    await panel.getByRole('searchbox').fill(before)
    await hit(panel, CHANGED).click()
    const reached = async (text: string) => {
      await expect
        .poll(
          async () => {
            await go(lena, 'studio/releases')
            return lena.getByRole('region', { name: 'Withdrawn' }).textContent()
          },
          { timeout: 20_000 },
        )
        .toContain(text)
    }
    // the two that only bring signatures never say what they have
    await reached('4 of 7 devices reached')
    await lena.getByText('3 not reached yet: 1 heard of today, 2 never said what they have').waitFor()
    await passTime(away, -WEEK_MS - 60_000)
    await away.context().setOffline(false)
    await go(away, `library/job-aid/${RECALLED}`)
    await away.getByText('This aid was withdrawn on').waitFor()
    await go(away, `library/job-aid/${FRESH}`)
    await shows(away, aid(FRESH).body.title)
    await reached('5 of 7 devices reached')
  })
})
