import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isTooWide, violations } from '../support/axe.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'

let handrail: Handrail
let amira: Page
beforeAll(async () => {
  handrail = await startHandrail()
  const brief = {
    competency: 'refund-limits',
    role: 'service-desk-agent',
    context: 'In the desk, with a refund above the limit open',
    objective: 'Hand a refund above the limit to the team lead',
    format: 'steps',
    sources: [{ document: 'refunds' }],
  }
  await handrail.operate('/v1/studio/briefs/hand-over-refund', { as: 'amira', base: 0, brief })
  amira = (await handrail.launchPwa({ person: 'amira', device: 'Desktop Chrome' })).page
  await amira.emulateMedia({ reducedMotion: 'reduce' })
  amira.setDefaultTimeout(10_000)
})
afterAll(() => handrail?.stop())

const NEW = '/studio/objects/new?kind=job-aid&brief=hand-over-refund'
const PLACE = '/studio/objects/job-aid/hand-over-a-refund'
const SAID = 'Write an internal note on the ticket with the order number, the amount and the reason'
const open = async (page: Page, path: string, heading: string | RegExp) => {
  await page.goto(`${handrail.origin}${path}`)
  await page.getByRole('heading', { level: 1, name: heading }).waitFor()
}
const button = (name: string) => amira.getByRole('button', { name, exact: true })
const preview = () => amira.locator('[data-preview]')
/** a picture of its own for each run, drawn in the page */
const picture = () =>
  amira.evaluate(async () => {
    const canvas = new OffscreenCanvas(2400, 1200)
    const drawing = canvas.getContext('2d')
    drawing?.fillRect(300, 300, 900, 300)
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer())
    return btoa(String.fromCharCode(...bytes))
  })

describe('the editor of content', () => {
  it('writes an aid on a brief, with what a learner sees beside it', async () => {
    await open(amira, NEW, 'New: Job aid')
    await amira.getByLabel('Title', { exact: true }).fill('Hand over a refund')
    expect(await amira.getByLabel('Short id').inputValue()).toBe('hand-over-a-refund')
    await amira.getByLabel('Look at it again by').fill('2027-06-01')
    await button('Add').click()
    await amira.getByLabel('Step 1', { exact: true }).fill('Feed the parrot at noon.')
    await preview().getByText('Feed the parrot at noon.').waitFor()
    await button('Choose a passage').click()
    await amira.getByLabel('Words in the passage').fill('internal note')
    const dialog = amira.getByRole('dialog')
    await dialog.getByText('1 passage', { exact: true }).waitFor()
    await dialog.getByText(SAID).waitFor()
    await dialog.getByRole('button', { name: 'Rest on this' }).click()
    await button('Done').click()
    await amira.getByLabel('What to add').selectOption('Picture')
    await button('Add').click()
    await amira.getByLabel('What it shows', { exact: true }).last().fill('The note above the ticket')
    const base64 = await picture()
    await amira
      .locator('input[type=file]')
      .setInputFiles({ name: 'note.png', mimeType: 'image/png', buffer: Buffer.from(base64, 'base64') })
    await amira.getByText('1600 by 800').waitFor()
    await preview().getByRole('img', { name: 'The note above the ticket' }).waitFor()
    await amira.getByText('seconds to read').waitFor()
    expect(await violations(amira)).toEqual([])
    await button('Save').click()
    await amira.waitForURL(new RegExp(`${PLACE}$`))
    await amira.getByText('Being written').waitFor()
  })

  it('takes a change back and brings it again, and keeps it through a reload', async () => {
    await open(amira, PLACE, 'Hand over a refund')
    const step = amira.getByLabel('Step 1', { exact: true })
    await step.fill('Feed two parrots.')
    await amira.keyboard.press('Control+z')
    expect(await step.inputValue()).toBe('Feed the parrot at noon.')
    await amira.keyboard.press('Control+Shift+z')
    expect(await step.inputValue()).toBe('Feed two parrots.')
    await amira.reload()
    await amira.getByText('This is your text from before').waitFor()
    expect(await step.inputValue()).toBe('Feed two parrots.')
  })

  it('is ready for review once every sentence rests on its passage', async () => {
    await button('Save').click()
    await amira.getByText('Saved as version 2').waitFor()
    await button('Ready for review').click()
    await amira.getByText('1 sentence no passage supports').waitFor()
    // at the field it is about, too
    expect(await amira.getByText('“Feed two parrots.”').count()).toBeGreaterThan(1)
    await amira.getByLabel('Step 1', { exact: true }).fill(`${SAID}.`)
    await button('Save').click()
    await amira.getByText('Saved as version 3').waitFor()
    await button('Ready for review').click()
    await amira.getByText('It waits for review.').waitFor()
    await open(amira, '/studio/objects', 'Content')
    await amira.getByRole('searchbox', { name: 'Search this table' }).fill('Hand over a refund')
    await amira.getByRole('row').filter({ hasText: 'Hand over a refund' }).getByText('Ready for review').waitFor()
  })

  it('reaches a phone with its picture, offline', async () => {
    await handrail.approve('job-aid', /^hand-over-a-refund$/)
    const { version } = (await handrail.operate('/v1/studio/releases', { as: 'lena' })) as { version: number }
    await handrail.operate(`/v1/studio/releases/${version}/demo-signature`, { as: 'lena', acceptLowerRecall: true })
    const { page: leo, context: phone } = await handrail.launchPwa({ person: 'leo' })
    await open(leo, '/library/job-aid/hand-over-a-refund', 'Hand over a refund')
    // the app has to lie on the device before the network goes
    await leo.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await phone.setOffline(true)
    await leo.reload()
    const image = leo.getByRole('img', { name: 'The note above the ticket' })
    await image.waitFor()
    expect(await image.evaluate((element) => (element instanceof HTMLImageElement ? element.naturalWidth : 0))).toBe(
      1600,
    )
    await phone.setOffline(false)
    await open(leo, '/library/process-guide/parcel-not-arrived', 'A parcel that has not arrived')
    await leo.getByText('There is no result of yours on this yet.').waitFor()
    const novice = 'A scan within the last 48 hours means that it moves'
    await leo.getByText(novice).waitFor()
    await leo.getByRole('button', { name: 'Steps only' }).click()
    expect(await leo.getByText(novice).count()).toBe(0)
    expect(await violations(leo)).toEqual([])
  })

  it('can be read by everybody, on a phone and on a desk, light and dark', async () => {
    const found: string[] = []
    const screens = [
      ['/studio/objects', 'Content', 390, 'dark'],
      [PLACE, 'Hand over a refund', 390, 'light'],
      ['/studio/objects/process-guide/parcel-not-arrived', 'A parcel that has not arrived', 1280, 'dark'],
      ['/studio/objects/item/refund-lamp-80', /lamp/i, 1280, 'light'],
      ['/studio/objects/assessment/refunds', 'Refunds', 390, 'dark'],
      ['/studio/objects/new?kind=placement', 'New: Placement', 1280, 'light'],
    ] as const
    for (const [path, heading, width, colorScheme] of screens) {
      await amira.setViewportSize({ width: 390, height: 900 })
      await amira.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await open(amira, path, heading)
      if (await isTooWide(amira)) found.push(`${path}: too wide`)
      await amira.setViewportSize({ width, height: 900 })
      found.push(...(await violations(amira)).map((each) => `${path} ${width} ${each}`))
    }
    expect(found).toEqual([])
  })
})
