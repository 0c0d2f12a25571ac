import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, expect, it } from 'vitest'
import type { Anchor } from '#core/anchors'
import { createRandom } from '#core/base'
import { mutations } from '../support/anchors/page-mutations.ts'
import { chromiumArgs, findChromium } from '../support/chromium.ts'
import type { InPageAnchors, Outcome } from '../support/in-page/anchors.ts'
import { buildInPage } from '../support/in-page/build.ts'
import { startTool, type ToolName, toolNames } from '../support/tools/index.ts'
import { type ToolPlace, toolPlaces } from '../support/tools/tool-places.ts'

/** Live pages of tools nobody of us wrote, changed as their makers could change them; all anchors of the page are looked for each time. */
const SEED = 20_261_122
const TORTURE = process.env.HANDRAIL_TORTURE === 'true'
/** changes to a place, and how many places of a tool; all kinds and places under torture */
const CHANGES = 5
const PLACES = TORTURE ? 2 : 1
/** Where icons have neither test id nor attribute a step is often lost, never wrong. */
const LEAST_RECALL: Readonly<Record<ToolName, number>> = { tiddlywiki: 0.15, 'node-red': 0.3, maildev: 0.3 }

const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: chromiumArgs })
afterAll(() => browser.close())

type World = { handrailAnchors: InPageAnchors }

async function openPlace(context: BrowserContext, place: ToolPlace, origin: string): Promise<Page> {
  const page = await context.newPage()
  page.on('dialog', (dialog) => void dialog.accept())
  await page.goto(origin)
  await place.go(page)
  return page
}

async function anchorsOf(context: BrowserContext, place: ToolPlace, origin: string): Promise<Record<string, Anchor>> {
  const page = await openPlace(context, place, origin)
  const described = await page.evaluate(
    (targets) => (globalThis as unknown as World).handrailAnchors.describe(targets),
    place.targets,
  )
  await page.close()
  const missing = Object.keys(described).filter((name) => described[name] === null)
  if (missing.length > 0) console.log(`${place.tool}, ${place.name}: cannot be pointed at: ${missing.join(', ')}`)
  return Object.fromEntries(Object.entries(described).flatMap(([name, anchor]) => (anchor ? [[name, anchor]] : [])))
}

async function measure(tool: ToolName, random: ReturnType<typeof createRandom>) {
  const counts: Record<Outcome, number> = { found: 0, lost: 0, wrong: 0, 'rightly lost': 0, twice: 0 }
  const wrong: string[] = []
  let changes = 0
  const { origin, stop } = await startTool(tool)
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  await context.addInitScript(await buildInPage('anchors'))
  try {
    for (const place of toolPlaces.filter((each) => each.tool === tool).slice(0, PLACES)) {
      const anchors = await anchorsOf(context, place, origin)
      const names = Object.keys(anchors)
      const chosen = TORTURE ? mutations : random.shuffle(mutations).slice(0, CHANGES)
      for (const { kind } of chosen) {
        const change = { kind, target: names[random.int(names.length)] ?? '', seed: SEED + changes++ }
        const page = await openPlace(context, place, origin)
        const outcomes = await page.evaluate(
          ({ targets, anchors, change }) =>
            (globalThis as unknown as World).handrailAnchors.change(targets, anchors, change),
          { targets: place.targets, anchors, change },
        )
        await page.close()
        for (const [name, { outcome, what }] of Object.entries(outcomes)) {
          counts[outcome]++
          if (outcome === 'wrong') wrong.push(`${place.name}, ${name}, ${JSON.stringify(change)}: ${what}`)
        }
      }
    }
  } finally {
    await context.close()
    await stop()
  }
  return { counts, wrong, changes }
}

it.each(toolNames)(
  'points at nothing wrong on live pages of %s, whatever changes there',
  async (tool) => {
    const { counts, wrong, changes } = await measure(tool, createRandom(SEED))
    const recall = counts.found / (counts.found + counts.lost)
    console.log(`${tool}, seed ${SEED}: ${changes} changes, ${JSON.stringify(counts)}, recall ${recall.toFixed(3)}`)
    expect(wrong).toEqual([])
    expect(recall).toBeGreaterThan(LEAST_RECALL[tool])
  },
  600_000,
)
