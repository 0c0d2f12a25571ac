import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isTooWide, violations } from '../support/axe.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'

let handrail: Handrail
let amira: Page
let lena: Page
let lenasDevice: BrowserContext
beforeAll(async () => {
  handrail = await startHandrail()
  amira = (await handrail.launchPwa({ person: 'amira', device: 'Desktop Chrome' })).page
  const opened = await handrail.launchPwa({ person: 'lena', device: 'Desktop Chrome' })
  lenasDevice = opened.context
  lena = opened.page
  for (const page of [amira, lena]) await page.emulateMedia({ reducedMotion: 'reduce' })
})
afterAll(() => handrail?.stop())

const PLACE = '/studio/framework/route-ticket'
const open = async (page: Page, path: string, heading: string | RegExp) => {
  await page.goto(`${handrail.origin}${path}`)
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
}
const condition = (page: Page) => page.getByLabel('Condition: given what, when, with what').first()
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true })

describe('two people and one competency', () => {
  it('shows both texts to who comes second, keeps theirs, and lets it be taken over', async () => {
    for (const page of [amira, lena]) await open(page, PLACE, 'Rank and route a ticket')
    await condition(lena).fill('from the first message alone')
    await save(lena).click()
    await lena.getByText('Saved as version 2').waitFor()

    await condition(amira).fill('from the first message and the order')
    await save(amira).click()
    const conflict = amira.getByRole('alert').filter({ hasText: 'Somebody else saved' })
    await conflict.getByText('from the first message alone').waitFor()
    await conflict.getByText('from the first message and the order').waitFor()
    expect(await violations(amira)).toEqual([])
    await amira.getByRole('button', { name: 'Take the saved one' }).click()
    expect(await condition(amira).inputValue()).toBe('from the first message alone')

    // days later, on another start of the app
    await open(amira, PLACE, 'Rank and route a ticket')
    await amira.getByRole('button', { name: 'Put it into the editor' }).click()
    expect(await condition(amira).inputValue()).toBe('from the first message and the order')
    await save(amira).click()
    await amira.getByText('Saved as version 3').waitFor()
    await amira.getByRole('button', { name: 'Put it into the editor' }).waitFor({ state: 'detached' })
    await amira.getByRole('link', { name: 'History', exact: true }).click()
    await amira.getByRole('heading', { name: /^Version 3/ }).waitFor()
    expect(await amira.locator('del').first().innerText()).toContain('from the first message alone')
  })

  it('keeps a text through a lost connection and a reload, and saves it when the server answers again', async () => {
    await open(lena, PLACE, 'Rank and route a ticket')
    await lenasDevice.setOffline(true)
    await condition(lena).fill('from the first message, by phone')
    await save(lena).click()
    await lena.getByText('Your text is kept on this device and is saved when').waitFor()
    await lena.reload()
    await lena.getByText('This is your text from before').waitFor()
    expect(await condition(lena).inputValue()).toBe('from the first message, by phone')
    await save(lena).click()
    await lena.getByText('Your text is kept on this device and is saved when').waitFor()
    await lenasDevice.setOffline(false)
    await lena.getByText('Saved as version 4').waitFor({ timeout: 20_000 })
  })
})

describe('the studio of the framework', () => {
  it('does not save what cannot be observed, and says what is missing while it is written', async () => {
    await open(lena, '/studio/framework/new', 'New competency')
    await lena.getByLabel('Name', { exact: true }).first().fill('Close the till')
    expect(await lena.getByLabel('Short id').first().inputValue()).toBe('close-the-till')
    await lena.getByLabel('Verb: what the person does').first().fill('Understand')
    await lena.getByText('Nobody can watch somebody “Understand”').waitFor()
    expect(await save(lena).isDisabled()).toBe(true)
    const fill = async (at: number, parts: string[]) => {
      const labels = ['Verb: what', 'Object: to', 'Condition: given', 'Standard: how']
      for (const [n, text] of parts.entries())
        await lena
          .getByLabel(labels[n] ?? '')
          .nth(at)
          .fill(text)
    }
    await fill(0, ['Close', 'the till', 'at the end of the shift', 'with a difference of at most 2 pounds'])
    await lena.getByText('It can be observed.').first().waitFor()
    await lena.getByLabel('Name', { exact: true }).nth(1).fill('Count the float')
    await fill(1, ['Count', 'the float', 'with the drawer out', 'twice, with the same result'])
    await lena.getByLabel('Person', { exact: true }).fill('Head of Stores')
    await save(lena).click()
    await lena.waitForURL(/close-the-till$/)
    await open(lena, '/studio/framework', 'Framework')
    await lena.getByRole('link', { name: 'Close the till' }).first().waitFor()
  })

  it('splits a competency: first what it touches, then drafts and questions for a person', async () => {
    await open(lena, `${PLACE}/change`, /Change/)
    await lena.getByText('Split it in several').click()
    for (const [at, name] of ['Rank a ticket', 'Hand over a ticket'].entries()) {
      await lena.getByLabel('Name', { exact: true }).nth(at).fill(name)
      await lena.getByLabel('Verb: what').nth(at).fill('Write')
      await lena.getByLabel('Object: to').nth(at).fill('the ticket’s note')
      await lena.getByLabel('Condition: given').nth(at).fill('from the first message')
      await lena.getByLabel('Standard: how').nth(at).fill('within five minutes')
    }
    await lena.getByLabel('Handover').selectOption({ label: 'Hand over a ticket' })
    await lena.getByRole('button', { name: 'See what it touches' }).click()
    await lena.getByText('2 objects for a person to assign').waitFor()
    await lena.getByRole('button', { name: 'Do it' }).click()
    await lena.getByRole('link', { name: 'Assign after a change' }).click()
    const profile = lena.getByRole('listitem').filter({ hasText: 'Service desk agent' })
    for (const name of ['Rank a ticket', 'Hand over a ticket']) await profile.getByRole('button', { name }).click()
    await profile.getByRole('button', { name: 'Assign' }).click()
    await profile.waitFor({ state: 'detached' })
    await open(lena, '/studio/framework', 'Framework')
    await lena.getByText('1 object to assign after a change').waitFor()
    expect(await lena.getByRole('link', { name: 'Rank and route a ticket' }).count()).toBe(0)
  })

  it('can be read by everybody, on a phone and on a desk, light and dark', async () => {
    const found: string[] = []
    const screens = [
      ['/studio', 'Studio', 1280, 'dark'],
      ['/studio/framework', 'Framework', 1280, 'light'],
      ['/studio/framework/close-the-till', 'Close the till', 390, 'light'],
      ['/studio/framework/assign', 'Assign after a change', 390, 'dark'],
      ['/studio/roles', 'Role profiles', 390, 'light'],
      ['/studio/roles/service-desk-agent', 'Service desk agent', 390, 'dark'],
    ] as const
    for (const [path, heading, width, colorScheme] of screens) {
      await lena.setViewportSize({ width: 390, height: 900 })
      await lena.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await open(lena, path, heading)
      if (await isTooWide(lena)) found.push(`${path}: too wide`)
      await lena.setViewportSize({ width, height: 900 })
      found.push(...(await violations(lena)).map((each) => `${path} ${width} ${each}`))
    }
    expect(found).toEqual([])
  })
})
