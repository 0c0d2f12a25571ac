import { parse } from '#core/base'
import { processGuide } from '#core/content'
import { type GuidePlaces, isWalkable, placeOn, readGuidePlaces, Signals } from '#core/context'
import type { Guide, GuidePoint, PageSignals, Ref } from '../engine-api.ts'
import type { InstalledLibrary } from './installed.ts'

/** Process guides that can be shown on the pages of a tool, and where each of their steps stands. Page signals live as long as the call. */
export function createGuides({ installed }: { installed: InstalledLibrary }) {
  let ready: { of: unknown; places: GuidePlaces[] } | null = null

  /** Read once for each state of the release: while a guide runs, every change of a page asks. */
  async function allPlaces(): Promise<GuidePlaces[]> {
    const of = await installed.entries()
    if (ready?.of === of) return ready.places
    const places = (await installed.ofKind('placement'))
      .map(({ entry, envelope }) => readGuidePlaces(entry.id, envelope.body))
      .filter((each) => each !== null)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
    ready = { of, places }
    return places
  }

  async function guide({ kind, id }: Ref, host: string): Promise<Guide | null> {
    const places = (await allPlaces()).find(
      (each) => each.guide.kind === kind && each.guide.id === id && isWalkable(each, host),
    )
    const held = places && (await installed.find(kind, id))
    if (!places || !held) return null
    const body = processGuide.parse(held.envelope.body)
    return {
      ref: { kind, id },
      title: body.title,
      placement: places.id,
      steps: body.steps.map(({ text, detail }, at) => ({
        text,
        detail: detail ?? null,
        anchor: places.steps.find(({ step }) => step === at)?.id ?? null,
      })),
    }
  }

  async function guidePoint(placement: string, step: string, signals: PageSignals): Promise<GuidePoint> {
    const page = parse(Signals, signals, 'page signals')
    const places = (await allPlaces()).find(({ id }) => id === placement)
    const found = places ? placeOn(places, step, page) : 'elsewhere'
    return found === 'elsewhere' ? { here: false, anchor: null } : { here: true, anchor: found.anchor }
  }

  async function walkable(host: string): Promise<Ref[]> {
    const refs = (await allPlaces()).filter((each) => isWalkable(each, host)).map((each) => each.guide)
    const held = await Promise.all(refs.map(({ kind, id }) => installed.find(kind, id)))
    const ids = new Set(held.flatMap((each) => (each ? [each.entry.id] : [])))
    return [...ids].sort().map((id) => ({ kind: processGuide.kind, id }))
  }

  return { guide, guidePoint, walkable }
}
