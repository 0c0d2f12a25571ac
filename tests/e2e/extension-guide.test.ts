import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { extensionFolder } from '../../sync/build/steps.ts'
import type { ExtensionBrowser } from '../../sync/demo/extension-browser.ts'
import { guideOn } from '../support/guide.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'
import { killParts } from '../support/kill-parts.ts'

const TITLE = 'Hand over a ticket so that nobody asks twice'
/** how often the background is ended while one guide runs */
const KILLS = process.env.HANDRAIL_TORTURE === 'true' ? 100 : 4

let handrail: Handrail
let browser: ExtensionBrowser
let panel: Page

beforeAll(async () => {
  handrail = await startHandrail()
  browser = await handrail.launchExtension('leo')
  panel = await browser.context.newPage()
})
afterAll(() => handrail?.stop())

/** A ticket with its guide begun from the panel, as an employee does. */
async function beginGuide(ticket: number): Promise<Page> {
  const page = await browser.context.newPage()
  await page.goto(`${handrail.desk.origin}/tickets/${ticket}`)
  await panel.goto(`${browser.origin}/sidepanel.html`)
  await page.bringToFront()
  await panel
    .getByRole('button', { name: new RegExp(TITLE) })
    .first()
    .click()
  await panel.getByRole('button', { name: 'Show me on the page' }).click()
  await guideOn(page).says('1 of 7')
  return page
}
const panelSays = (step: number, found: string) =>
  panel.locator(`main:has([aria-current="step"]:nth-child(${step})) [data-found="${found}"]`).waitFor()

it('puts at most 15 KB on a page', () => {
  expect(gzipSync(readFileSync(`${extensionFolder}/guide.js`)).length).toBeLessThanOrEqual(15 * 1024)
})

it('walks a person through a task over two pages: by what they do, by its buttons, waiting for a slow page', async () => {
  const page = await beginGuide(1042)
  const guide = guideOn(page)
  const escalate = page.getByRole('link', { name: 'Escalate', exact: true })
  await guide.pointsAt(() => escalate.boundingBox())
  await panelSays(1, 'shown')
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true)

  await page.route('**/escalate', async (route) => {
    await new Promise((done) => setTimeout(done, 1_500))
    await route.continue()
  })
  await escalate.click()
  await guide.says('2 of 7')
  expect(await guide.ring()).toBeNull()
  const team = page.getByRole('combobox', { name: 'Send to team' })
  await guide.pointsAt(() => team.boundingBox())
  await panelSays(2, 'shown')

  await team.focus()
  await page.keyboard.press('ArrowDown')
  await guide.says('3 of 7')
  const summary = page.getByRole('textbox', { name: 'Handover summary' })
  await guide.pointsAt(() => summary.boundingBox())
  await summary.click()
  await page.keyboard.type('Ms Hall was charged twice.')
  expect(await guide.words()).toContain('3 of 7')
  await page.keyboard.press('Tab')
  await guide.says('4 of 7')
  await guide.press('Next')
  await guide.says('5 of 7')
  await guide.press('Back')
  await guide.says('4 of 7')

  // the same in the panel
  await panelSays(4, 'shown')
  await panel.getByRole('button', { name: 'Next' }).click()
  await guide.says('5 of 7')
  await panel.getByRole('button', { name: 'Next' }).click()
  await guide.says('6 of 7')
  const told = page.getByRole('checkbox')
  await guide.pointsAt(() => told.boundingBox())
  await told.click()
  await guide.says('7 of 7')
  const send = page.getByRole('button', { name: 'Escalate', exact: true })
  await guide.pointsAt(() => send.boundingBox())
  await send.click()
  await guide.says('That was the last step.')
  await panel.getByText('That was the last step.').first().waitFor()
  await guide.press('Close')
  await expect.poll(() => guide.words()).toBeNull()
  await panel.getByRole('button', { name: 'Show me on the page' }).waitFor()
  await page.close()
})

it('goes on where it was after a reload, says so on other pages, and ends with Escape', async () => {
  const page = await beginGuide(1043)
  const guide = guideOn(page)
  await guide.press('Next')
  await guide.says('This step is on another page of the tool.')
  expect(await guide.ring()).toBeNull()
  await panelSays(2, 'elsewhere')
  await page.goto(`${handrail.desk.origin}/tickets/1043/escalate`)
  const team = page.getByRole('combobox', { name: 'Send to team' })
  await guide.pointsAt(() => team.boundingBox())
  await page.reload()
  await guide.says('2 of 7')
  await guide.pointsAt(() => team.boundingBox())

  await page.keyboard.press('Escape')
  await expect.poll(() => guide.words()).toBeNull()
  await page.close()
})

it(
  `loses no step though the background is ended ${KILLS} times while the guide runs`,
  async () => {
    const page = await beginGuide(1042)
    const guide = guideOn(page)
    let kills = 0
    let at = 1
    for (let round = 0; round < KILLS; round++) {
      // there and back between the two pages, by the tool's own links and by the guide's buttons
      kills += await killParts(browser, 'background')
      if (at === 1) await page.getByRole('link', { name: 'Escalate', exact: true }).click()
      else if (round % 4 === 1) await page.reload()
      else {
        await guide.press('Back')
        await page.getByRole('link', { name: 'Cancel' }).click()
      }
      at = at === 1 || round % 4 === 1 ? 2 : 1
      await guide.says(`${at} of 7`)
      const target =
        at === 1
          ? page.getByRole('link', { name: 'Escalate', exact: true })
          : page.getByRole('combobox', { name: 'Send to team' })
      await guide.pointsAt(() => target.boundingBox())
    }
    expect(kills).toBeGreaterThanOrEqual(Math.floor(KILLS * 0.9))
    await guide.press('Stop')
    await page.close()
  },
  60_000 + KILLS * 5_000,
)

it('points at nothing where the element is gone: the panel has the step, and its author is told once', async () => {
  const lost = async () => (await handrail.events('leo')).filter(({ kind }) => kind === 'anchor-lost')
  expect(await lost()).toEqual([])
  const page = await beginGuide(1042)
  const guide = guideOn(page)
  const link = page.getByRole('link', { name: 'Escalate', exact: true })
  await guide.pointsAt(() => link.boundingBox())
  await link.evaluate((element) => element.parentElement?.remove())
  await expect.poll(() => guide.ring()).toBeNull()
  await guide.says(/^Not found on this page/)
  await panel.getByText('Not found on this page: On the ticket, choose Escalate.').first().waitFor()
  await guide.press('Next')
  await guide.says('2 of 7')
  await guide.press('Stop')
  await expect.poll(() => guide.words()).toBeNull()
  const kept = await panel.evaluate(() => chrome.storage.session.get().then(Object.keys))
  expect(kept).not.toContainEqual(expect.stringMatching(/^guide:/))
  await panel.evaluate(() =>
    chrome.runtime.sendMessage({ id: 1, type: 'engine', data: { method: 'sync', args: [] }, timestamp: Date.now() }),
  )
  await expect.poll(async () => (await lost()).length).toBe(1)
  await page.close()
})
