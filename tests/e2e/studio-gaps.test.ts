import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../support/axe.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'

let handrail: Handrail
let page: Page
beforeAll(async () => {
  handrail = await startHandrail()
  page = (await handrail.launchPwa({ person: 'lena', device: 'Desktop Chrome' })).page
  await page.emulateMedia({ reducedMotion: 'reduce' })
  page.setDefaultTimeout(10_000)
})
afterAll(() => handrail?.stop())

const statement = 'Cannot decide a refund above the limit in the desk without asking a colleague'

async function recordGap(text: string) {
  await page.goto(`${handrail.origin}/studio/gaps`)
  await page.getByRole('button', { name: 'Record a gap' }).click()
  await page.getByRole('heading', { level: 1, name: 'A new gap' }).waitFor()
  await page.getByRole('combobox', { name: 'Role' }).selectOption('service-desk-agent')
  await page.getByRole('combobox', { name: 'Competency' }).selectOption('handle-refund')
  await page.getByLabel('What people cannot do yet').fill(text)
  await page.getByRole('combobox', { name: 'Impact' }).selectOption('quality')
  await page.getByLabel('Business goal').fill('Refunds right the first time')
  await page.getByRole('combobox', { name: 'Size of the effect' }).selectOption('2')
  await page.getByLabel('What the size rests on').fill('One in six comes back')
  await page.getByRole('combobox', { name: 'Owner' }).selectOption('lena')
  await page.getByLabel('Expected effect').fill('At most one in twenty comes back')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText(/Saved as version/).waitFor()
}

describe('the gap audit', () => {
  it('says what a vague statement lacks while it is written, and saves a specific one', async () => {
    await page.goto(`${handrail.origin}/studio/gaps`)
    await page.getByText('No gap yet', { exact: true }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Record a gap' }).click()
    await page.getByLabel('What people cannot do yet').fill('Needs improvement in refunds')
    await page.getByText(/^Not specific yet\. Missing:/).waitFor()
    // what was begun and left is found again
    await page.getByRole('link', { name: 'All gaps' }).click()
    await page.getByRole('button', { name: 'Record a gap' }).click()
    await page.getByText('This is your text from before.').waitFor()
    await recordGap(statement)
    await page.getByText('Specific enough to be watched').waitFor()
    await page.getByText('Head of Customer Service, department head').waitFor()
    expect(await page.getByText('Too few people').count()).toBe(4)
    expect(await violations(page)).toEqual([])
  })

  it('works on three at once; a fourth is refused with their names, and taken on a reason that stays', async () => {
    await page.getByRole('button', { name: 'Work on it now' }).click()
    await page.getByText('Made active', { exact: true }).waitFor()
    for (const n of [2, 3]) {
      await recordGap(`${statement}, case ${n}`)
      await page.getByRole('button', { name: 'Work on it now' }).click()
      await page.getByText('Made active', { exact: true }).waitFor()
    }
    await recordGap(`${statement}, case 4`)
    await page.getByRole('button', { name: 'Work on it now' }).click()
    await page.getByRole('alert').getByText(`3 gaps are active already: “${statement}`).waitFor()
    await page.getByLabel(/^Why is one more than three right/).fill('The auditor asks for it by March')
    await page.getByRole('button', { name: 'Work on it all the same' }).click()
    await page.getByText('Made active over the limit').waitFor()
    await page.getByRole('link', { name: 'All gaps' }).click()
    await page.getByRole('heading', { name: 'Worked on now: 4 of at most 3' }).waitFor()
    await page.getByText('Over the limit, on the word of Lena Fischer: The auditor asks for it by March').waitFor()
    expect(await violations(page)).toEqual([])
  })

  it('shows persons in a case only, with what is missing said and never a zero', async () => {
    await page
      .getByRole('link', { name: `${statement}, case 2` })
      .first()
      .click()
    await page.getByLabel('Why do you need to see persons?').fill('Who needs the workshop in December')
    await page.getByRole('button', { name: 'Open a case and show persons' }).click()
    const row = page.getByRole('row').filter({ hasText: 'Leo Martins' })
    await row.waitFor()
    expect(await row.getByText('missing', { exact: true }).count()).toBe(3)
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'End this case' }).click()
    await page.getByText('Ended:').waitFor()
    expect(await page.getByRole('row').count()).toBe(0)
  })
})

describe('readiness', () => {
  it('names what is missing, and what waits for it cannot be switched on', async () => {
    await page.goto(`${handrail.origin}/studio/readiness`)
    await page.getByRole('heading', { name: '7. Pilot' }).waitFor()
    expect(await page.getByRole('button', { name: 'Switch on: Scaling beyond the pilot' }).isDisabled()).toBe(true)
    await page.getByText('Pilot: nobody has filled in "Pilots"').waitFor()
    expect(await violations(page)).toEqual([])
  })

  it('closes what rests on evidence that is taken back: the learner’s Today then lists what the role asks for', async () => {
    await page.getByRole('button', { name: 'Take it back: Measures and baseline' }).click()
    await page.getByText('Taken back by Lena Fischer').waitFor()
    await page.getByText('Wanted, but closed').waitFor()
    const learner = (await handrail.launchPwa({ person: 'leo' })).page
    await learner.goto(handrail.origin)
    await learner
      .getByText(/A service desk agent needs/)
      .first()
      .waitFor()
    expect(await learner.getByRole('listitem').filter({ hasText: 'A service desk agent needs' }).count()).toBe(3)
  })

  it('takes evidence by its form and opens again', async () => {
    await page.getByRole('button', { name: 'Change: Measures and baseline' }).click()
    await page.getByLabel('Outcome').fill('Refunds decided right the first time')
    await page.getByLabel('Measured by').fill('First attempts on refunds')
    await page.getByLabel('Baseline', { exact: true }).fill('0.58')
    await page.getByLabel('Baseline taken on').fill('2026-11-01')
    await page.getByRole('button', { name: 'Keep as evidence' }).click()
    await page.getByText('Wanted, but closed').waitFor({ state: 'detached' })
    expect(await violations(page)).toEqual([])
  })
})
