import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, expect, it } from 'vitest'
import type { Anchor } from '#core/anchors'
import { createRandom } from '#core/base'
import { mutations } from '../support/anchors/page-mutations.ts'
import { chromiumArgs, findChromium } from '../support/chromium.ts'
import type { InPageAnchors, Outcome } from '../support/in-page/anchors.ts'
import { buildInPage } from '../support/in-page/build.ts'
import { startTool, type ToolName } from '../support/tools/index.ts'
import { type ToolPlace, toolPlaces } from '../support/tools/tool-places.ts'

/** Live pages of tools nobody of us wrote, changed as their makers could change them; all anchors of the page are looked for each time. */
const SEED = 20_261_122
const TORTURE = process.env.HANDRAIL_TORTURE === 'true'
/** kinds of change, other ones for each place; all of them, and a second place of a tool, under torture */
const CHANGES = TORTURE ? mutations.length : 3
const places = toolPlaces.filter(({ tool }, i) => TORTURE || toolPlaces.findIndex((other) => other.tool === tool) === i)
/** Where icons have neither test id nor attribute a step is often lost, never wrong. */
const LEAST_RECALL: Readonly<Record<ToolName, number>> = { tiddlywiki: 0.4, 'node-red': 0.4, maildev: 0.55 }

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

async function measure(place: ToolPlace, seed: number) {
  const random = createRandom(seed)
  const counts: Record<Outcome, number> = { found: 0, lost: 0, wrong: 0, 'rightly lost': 0, twice: 0 }
  const wrong: string[] = []
  let changes = 0
  const { origin, stop } = await startTool(place.tool)
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  await context.addInitScript(await buildInPage('anchors'))
  let page = await openPlace(context, place, origin)
  try {
    const described = await page.evaluate(
      (targets) => (globalThis as unknown as World).handrailAnchors.describe(targets),
      place.targets,
    )
    const anchors = Object.fromEntries(
      Object.entries(described).flatMap(([name, anchor]): [string, Anchor][] => (anchor ? [[name, anchor]] : [])),
    )
    const names = Object.keys(anchors)
    const missing = Object.keys(described).filter((name) => !names.includes(name))
    if (missing.length > 0) console.log(`${place.tool}, ${place.name}: cannot be pointed at: ${missing.join(', ')}`)
    for (const { kind } of random.shuffle(mutations).slice(0, CHANGES)) {
      if (changes > 0) {
        await page.close()
        page = await openPlace(context, place, origin)
      }
      const change = { kind, target: names[random.int(names.length)] ?? '', seed: seed + changes++ }
      const outcomes = await page.evaluate(
        ({ targets, anchors, change }) =>
          (globalThis as unknown as World).handrailAnchors.change(targets, anchors, change),
        { targets: place.targets, anchors, change },
      )
      for (const [name, { outcome, what }] of Object.entries(outcomes)) {
        counts[outcome]++
        if (outcome === 'wrong') wrong.push(`${name}, ${JSON.stringify(change)}: ${what}`)
      }
    }
  } finally {
    await context.close()
    await stop()
  }
  return { counts, wrong, changes }
}

it.each(places)(
  'points at nothing wrong on live pages of $tool, $name, whatever changes there',
  async (place) => {
    const seed = SEED + 100 * toolPlaces.indexOf(place)
    const { counts, wrong, changes } = await measure(place, seed)
    const recall = counts.found / (counts.found + counts.lost)
    console.log(
      `${place.tool}, ${place.name}, seed ${seed}: ${changes} changes, ${JSON.stringify(counts)}, recall ${recall.toFixed(3)}`,
    )
    expect(wrong).toEqual([])
    expect(recall).toBeGreaterThan(LEAST_RECALL[place.tool])
  },
  600_000,
)
