import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Anchor } from '#core/anchors'
import type { ExtensionBrowser } from '../../sync/demo/extension-browser.ts'
import { guideOn } from '../support/guide.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'
import type { InPageAnchors } from '../support/in-page/anchors.ts'
import { buildInPage } from '../support/in-page/build.ts'
import { startTool } from '../support/tools/index.ts'
import type { RunningTool } from '../support/tools/tool-process.ts'

/** A wiki that none of us wrote: an author's anchors are made on its live pages, a learner is led by them on other ones. */
const TITLE = 'Write down what changed'
const sources = [{ document: 'escalation', passage: 'the-handover-note.1' }]
const steps = [
  {
    id: 'look',
    text: 'See whether it is written down already.',
    selector: '.tc-sidebar-tabs-main .tc-tab-buttons button:nth-of-type(2)',
  },
  { id: 'begin', text: 'Begin a new entry.', selector: '.tc-page-controls button[class*="new-tiddler"]' },
  { id: 'kind', text: 'Say what kind of text it is.', selector: '.tc-edit-typeeditor' },
  { id: 'keep', text: 'Keep it.', selector: '.tc-tiddler-edit-frame button[class*="Buttons%2Fsave"]' },
] as const

let handrail: Handrail
let tool: RunningTool
let browser: ExtensionBrowser

/** A part that has just come may still be invisible. */
async function anchorOf(page: Page, id: string, selector: string): Promise<Anchor> {
  const described = await page.evaluate(
    (targets) => (globalThis as unknown as { handrailAnchors: InPageAnchors }).handrailAnchors.describe(targets),
    { [id]: selector },
  )
  const anchor = described[id]
  if (!anchor) throw new Error(`"${id}" cannot be pointed at`)
  return anchor
}

/** The anchors of the steps, each made where its step begins, on an author's page of the wiki. */
async function describeSteps(page: Page): Promise<Anchor[]> {
  await page.addInitScript(await buildInPage('anchors'))
  page.on('dialog', (dialog) => void dialog.accept())
  await page.goto(tool.origin)
  const anchors: Anchor[] = []
  for (const { id, selector } of steps) {
    const anchor = await vi.waitFor(() => anchorOf(page, id, selector), { timeout: 10_000 })
    anchors.push(anchor)
    if (id === 'begin') await page.locator(selector).first().click()
  }
  // the wiki keeps drafts for everybody: two of them would be two alike
  const saved = page.waitForResponse((reply) => reply.request().method() === 'DELETE')
  await page.locator('.tc-tiddler-edit-frame button[class*="Buttons%2Fcancel"]').click()
  await saved
  return anchors
}

const contentOf = (anchors: readonly Anchor[]) => [
  {
    kind: 'process-guide',
    id: 'write-it-down',
    authors: [],
    body: {
      title: TITLE,
      task: 'Something in the shop is done in another way from now on',
      roles: ['service-desk-agent'],
      competencies: ['hand-over'],
      reviewBy: '2027-02-01',
      steps: steps.map(({ text }) => ({ text, sources })),
    },
  },
  {
    kind: 'placement',
    id: 'write-it-down-guide',
    authors: [],
    body: {
      title: 'Write it down, step by step in the wiki',
      aid: { kind: 'process-guide', id: 'write-it-down' },
      reason: 'you are in the wiki',
      rules: [{ matcher: 'host', host: new URL(tool.origin).host }],
      steps: steps.map(({ id }, step) => ({ id, step, where: [], anchor: anchors[step] })),
    },
  },
]

beforeAll(async () => {
  ;[handrail, tool] = await Promise.all([startHandrail(), startTool('tiddlywiki')])
  const author = await handrail.launchPwa({ person: null, device: 'Desktop Chrome' })
  await handrail.publish(contentOf(await describeSteps(author.page)))
  await author.context.close()
  browser = await handrail.launchExtension('leo', [tool.origin])
})
afterAll(() => Promise.all([handrail?.stop(), tool?.stop()]))

it('leads a person through a task in a wiki nobody prepared, each step pointed at on the live page', async () => {
  const page = await browser.context.newPage()
  await page.goto(`${tool.origin}/#Cash%20float`)
  await page.locator('.tc-tiddler-frame').first().waitFor()
  const panel = await browser.context.newPage()
  await panel.goto(`${browser.origin}/sidepanel.html`)
  await page.bringToFront()
  await panel.getByRole('button', { name: TITLE }).first().click()
  await panel.getByRole('button', { name: 'Show me on the page' }).click()

  const guide = guideOn(page)
  const pointedAt = async (step: number): Promise<Locator> => {
    await guide.says(`${step} of ${steps.length}`)
    const target = page.locator(steps[step - 1]?.selector ?? '').first()
    await guide.pointsAt(() => target.boundingBox())
    return target
  }
  await (await pointedAt(1)).click()
  await (await pointedAt(2)).click()
  await (await pointedAt(3)).fill('text/plain')
  await page.keyboard.press('Tab')
  await (await pointedAt(4)).click()
  await guide.says('That was the last step.')
  // what the person did by the guide is in the wiki
  await page.locator('.tc-tiddler-view-frame[data-tiddler-title="New Tiddler"]').waitFor()
  await expect.poll(() => page.locator('.tc-tiddler-edit-frame').count()).toBe(0)
})
