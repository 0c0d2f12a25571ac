import * as v from 'valibot'
import { parse, type Transport } from '#core/base'
import { placement, processGuide } from '#core/content'
import {
  checkPlacement,
  DriftedStep,
  isInTool,
  PageRead,
  readGuidePlaces,
  readPlacement,
  SavedPage,
  tryPlacement,
  trySteps,
} from '#core/context'
import type {
  Authoring,
  CheckedStep,
  FoundPlacement,
  PlacementBody,
  SavedPageEntry,
  SentPlacement,
  TriedPage,
} from './authoring-api.ts'
import type { InstalledLibrary } from './installed.ts'

const Saved = v.array(
  v.object({ id: v.string(), tool: v.string(), name: v.string(), savedBy: v.string(), savedAt: v.string() }),
)
const Report = v.object({
  taken: v.array(v.object({ version: v.number(), state: v.picklist(['new', 'changed', 'same']) })),
  refused: v.array(v.object({ reason: v.string() })),
})
const Listed = v.array(v.object({ id: v.string(), version: v.number(), body: v.record(v.string(), v.unknown()) }))
/** Examples kept of those that were fetched; the oldest goes first. */
const MOST_PAGES_KEPT = 20

/** What an author does to place aids. Of a page only what is handed to `savePage` and `sendPlacement` is sent, as it was looked through. */
export function createAuthoring(deps: {
  mine(): Promise<{ transport: Transport }>
  installed: InstalledLibrary
}): Authoring {
  const { mine, installed } = deps
  /** An example never changes, so it is fetched once. */
  const pages = new Map<string, SavedPage>()

  async function guideSteps({ kind, id }: { kind: string; id: string }) {
    const held = kind === processGuide.kind ? await installed.find(kind, id) : null
    if (!held) return []
    return processGuide.parse(held.envelope.body).steps.map(({ text, detail }) => ({ text, detail: detail ?? null }))
  }

  async function newestPlacements(transport: Transport): Promise<({ id: string } & FoundPlacement)[]> {
    return parse(Listed, await transport.getJson('/v1/studio/objects?kind=placement&bodies=1'), 'placements')
  }

  async function sendPlacement(id: string, body: PlacementBody): Promise<SentPlacement> {
    checkPlacement(body)
    const { transport } = await mine()
    const reply = await transport.postJson('/v1/studio/objects', { objects: [{ kind: placement.kind, id, body }] })
    const { taken, refused } = parse(Report, reply, 'reply')
    const [sent] = taken
    if (sent) return { state: 'taken', version: sent.version, change: sent.state }
    return { state: 'refused', reason: refused[0]?.reason ?? 'The server did not say why.' }
  }

  async function savedPages(): Promise<SavedPageEntry[]> {
    const { transport } = await mine()
    return parse(Saved, await transport.getJson('/v1/studio/page-states'), 'saved pages')
  }

  async function pageOf(transport: Transport, id: string): Promise<SavedPage> {
    const known = pages.get(id)
    if (known) return known
    const page = parse(
      SavedPage,
      await transport.getJson(`/v1/studio/page-states/${encodeURIComponent(id)}`),
      'saved page',
    )
    pages.set(id, page)
    const [oldest] = pages.keys()
    if (pages.size > MOST_PAGES_KEPT && oldest !== undefined) pages.delete(oldest)
    return page
  }

  async function tryOnSaved(id: string, body: PlacementBody): Promise<TriedPage[]> {
    const { rules } = readPlacement(id, body)
    const { transport } = await mine()
    const listed = await newestPlacements(transport)
    const titles = new Map(listed.map((each) => [each.id, placement.title(each.body)]))
    const others = listed.map((each) => readPlacement(each.id, each.body))
    const tried: TriedPage[] = []
    for (const entry of await savedPages()) {
      // examples of other tools say nothing about this placement: they are not even fetched
      if (!isInTool(rules, entry.tool)) continue
      const outcome = tryPlacement(id, body, await pageOf(transport, entry.id), others)
      tried.push({ ...entry, ...outcome, others: outcome.others.map((other) => titles.get(other) ?? other) })
    }
    return tried
  }

  async function checkPage(given: PageRead): Promise<CheckedStep[]> {
    const page = parse(PageRead, given, 'page')
    const checked: CheckedStep[] = []
    for (const { entry, envelope } of await installed.ofKind(placement.kind)) {
      const places = readGuidePlaces(entry.id, envelope.body)
      if (!places) continue
      const guide = await installed.find(places.guide.kind, places.guide.id)
      const steps = guide && processGuide.parse(guide.envelope.body)
      for (const step of trySteps(places, page))
        if (step.state !== 'elsewhere')
          checked.push({
            ...step,
            placement: entry.id,
            guide: steps?.title ?? places.guide.id,
            text: steps?.steps[step.step]?.text ?? step.id,
          })
    }
    return checked
  }

  return {
    guideSteps,
    async placement(id) {
      const { transport } = await mine()
      const found = (await newestPlacements(transport)).find((each) => each.id === id)
      return found ? { version: found.version, body: found.body } : null
    },
    sendPlacement,
    savedPages,
    async savePage(name, page) {
      const checked = parse(SavedPage, page, 'example')
      const { transport } = await mine()
      await transport.postJson('/v1/studio/page-states', { name, page: checked })
    },
    async removeSavedPage(id) {
      const { transport } = await mine()
      await transport.deleteJson(`/v1/studio/page-states/${encodeURIComponent(id)}`)
      pages.delete(id)
    },
    tryPlacement: tryOnSaved,
    checkPage,
    async drift(): Promise<DriftedStep[]> {
      const { transport } = await mine()
      return parse(v.array(DriftedStep), await transport.getJson('/v1/studio/drift'), 'drift report')
    },
  }
}
