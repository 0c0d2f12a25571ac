import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ExtensionBrowser } from '../../sync/demo/extension-browser.ts'
import { isTooWide, violations } from '../support/axe.ts'
import { commandLine } from '../support/command-line.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'
import { nudgeOn } from '../support/nudge.ts'

const TITLE = 'Rows on the settings page'
const REASON = 'you are about to change how the desk looks'
let handrail: Handrail
let author: ExtensionBrowser
let panel: Page
let desk: Page

beforeAll(async () => {
  handrail = await startHandrail()
  author = await handrail.launchExtension('amira')
  panel = await author.context.newPage()
  await panel.setViewportSize({ width: 380, height: 900 })
  await panel.goto(`${author.origin}/sidepanel.html`)
  desk = await author.context.newPage()
  await desk.goto(`${handrail.desk.origin}/settings`)
})
afterAll(() => handrail?.stop())

const button = (name: string | RegExp) => panel.getByRole('button', { name, exact: typeof name === 'string' })

/** The page's other listeners hear nothing of what is clicked while something is pointed at. */
async function clicksHeardBy(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const heard: unknown[] = []
    Object.assign(globalThis, { heard })
    for (const name of ['pointerdown', 'mousedown', 'click', 'keydown'])
      for (const element of document.querySelectorAll('button,select,input,a,form'))
        element.addEventListener(name, () => heard.push(name))
  })
  return () => page.evaluate(() => (globalThis as unknown as { heard: unknown[] }).heard.length)
}
async function pointAt(name: string): Promise<void> {
  const box = await desk.getByRole('button', { name }).boundingBox()
  if (!box) throw new Error(`there is no ${name}`)
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await desk.mouse.move(x, y)
  await desk.mouse.click(x, y)
}
/** Of the narrowest panel, in both colour schemes. */
async function faults(): Promise<string[]> {
  const found: string[] = []
  await panel.setViewportSize({ width: 320, height: 900 })
  for (const colorScheme of ['light', 'dark'] as const) {
    await panel.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    found.push(...(await violations(panel)).map((each) => `${colorScheme}: ${each}`))
    if (await isTooWide(panel)) found.push(`${colorScheme}: wider than the panel`)
  }
  await panel.setViewportSize({ width: 380, height: 900 })
  return found
}
const sentFor = async () => {
  const rows = (await panel.evaluate(async () => {
    type Runtime = { sendMessage(message: unknown): Promise<{ res: { value: unknown } }> }
    const { runtime } = (globalThis as unknown as { chrome: { runtime: Runtime } }).chrome
    const message = { id: 1, type: 'engine', data: { method: 'requests', args: [] }, timestamp: Date.now() }
    return (await runtime.sendMessage(message)).res.value
  })) as { method: string; path: string }[]
  return rows.filter(({ method, path }) => method === 'POST' && path.startsWith('/v1/studio/')).map(({ path }) => path)
}

it('an author places an aid by pointing at the page, and the tool gets none of it', async () => {
  const heard = await clicksHeardBy(desk)
  await button('Place an aid here').click()
  await panel.getByRole('searchbox', { name: 'Search approved aids' }).fill('asking')
  await button(/^Check who is asking/).click()
  await panel.getByText(/^you are in 127\.0\.0\.1/).waitFor()
  await panel.getByText('this is a page like /settings').waitFor()

  await button('Point at something').click()
  await panel.getByText('Now point at it on the page').waitFor()
  await pointAt('Save settings')
  await panel.getByText('It can be recognised by').waitFor()
  await panel.getByRole('checkbox', { name: 'the page has a button “Save settings”' }).check()
  expect(await heard()).toBe(0)
  expect(desk.url()).toBe(`${handrail.desk.origin}/settings`)

  await panel.getByLabel('Shown because ...').fill(REASON)
  await panel.getByLabel('Name of this placement, for reviewers').fill(TITLE)
  await panel.getByText('Holds on this page now').waitFor()
  await desk.goto(`${handrail.desk.origin}/tickets`)
  await panel.getByText('Does not hold on this page now').waitFor()
  await desk.goto(`${handrail.desk.origin}/settings`)
  await panel.getByText('Holds on this page now').waitFor()
  expect(await sentFor()).toEqual([])
  expect(await faults()).toEqual([])
})

it('saves a page as an example only as the author left it, and tries the placement on it', async () => {
  await button('Save this page as an example').click()
  await panel.getByLabel('Name of the example').fill('Settings of the desk')
  await button('Take out: Play a sound for a new ticket').click()
  expect(await sentFor()).toEqual([])
  expect(await faults()).toEqual([])
  await button('Save the example').click()
  await panel.getByText('The example is saved.').waitFor()
  await panel.getByText('Settings of the desk').waitFor()
  await panel.getByText('Offered', { exact: true }).waitFor()
  const kept = await handrail.examples()
  expect(kept).toHaveLength(1)
  expect(kept[0]).toContain('Save settings')
  expect(kept[0]).not.toContain('Play a sound')
})

it('keeps the draft while the server is away, and sends it once', async () => {
  await handrail.stopServer()
  await button('Send for review').click()
  await panel.getByText('Your draft is kept on this device; send it again when you like.').waitFor()
  await panel.reload()
  await desk.bringToFront()
  await button('Place an aid here').click()
  await panel.getByText('the page has a button “Save settings”').waitFor()
  expect(await panel.getByLabel('Shown because ...').inputValue()).toBe(REASON)

  await handrail.startServer()
  await button('Send for review').click()
  await panel.getByText(/^Sent as version 1\./).waitFor()
  await panel.reload()
  await button('Place an aid here').click()
  await panel.getByRole('searchbox', { name: 'Search approved aids' }).waitFor()
})

it('reaches a learner after two people signed it, and nobody before', async () => {
  const learner = await handrail.launchExtension('leo')
  const page = await learner.context.newPage()
  await page.goto(`${handrail.desk.origin}/settings`)
  expect(await nudgeOn(page).appears(1_500)).toBeNull()

  await handrail.approve('placement', /^check-who-is-asking-/)
  const published = await commandLine(handrail.folder)('release', '--as', 'lena', '--demo-sign')
  expect(published, published.err).toMatchObject({ exit: 0 })

  const leoPanel = await learner.context.newPage()
  await leoPanel.goto(`${learner.origin}/sidepanel.html`)
  expect(await leoPanel.getByRole('button', { name: 'Place an aid here' }).count()).toBe(0)
  await leoPanel.evaluate(async () => {
    type Runtime = { sendMessage(message: unknown): Promise<unknown> }
    const { runtime } = (globalThis as unknown as { chrome: { runtime: Runtime } }).chrome
    await runtime.sendMessage({ id: 1, type: 'engine', data: { method: 'refresh', args: [] }, timestamp: Date.now() })
  })
  await page.bringToFront()
  await page.reload()
  expect(await nudgeOn(page).appears()).toContain(`Because ${REASON}`)
})
