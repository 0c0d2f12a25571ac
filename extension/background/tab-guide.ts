import * as v from 'valibot'
import { browser } from 'wxt/browser'
import { type Clue, clues } from '#core/anchors'
import { parse } from '#core/base'

/** Where a step's place is: being looked for, shown, not found; not for this page; or the step has none. */
export const foundStates = ['looking', 'shown', 'lost', 'elsewhere', 'unplaced'] as const
export type Found = (typeof foundStates)[number]

const Step = v.object({ text: v.string(), detail: v.nullable(v.string()), anchor: v.nullable(v.string()) })
const Lost = v.object({
  anchor: v.string(),
  /** id of the event, made before the first try to record it */
  id: v.string(),
  clues: v.array(v.picklist(clues)),
  noted: v.boolean(),
})

/** The guide that runs in a tab. */
const TabGuide = v.object({
  ref: v.object({ kind: v.string(), id: v.string() }),
  placement: v.string(),
  /** of the tool it was begun in */
  host: v.string(),
  title: v.string(),
  steps: v.pipe(v.array(Step), v.minLength(1)),
  /** from 0; the number of steps once the last one is done */
  step: v.pipe(v.number(), v.integer(), v.minValue(0)),
  found: v.picklist(foundStates),
  /** places that were lost on the way: each is told to its author once */
  lost: v.array(Lost),
})
export type TabGuide = v.InferOutput<typeof TabGuide>
export type LostPlace = { anchor: string; id: string; clues: Clue[]; noted: boolean }

export const guideKey = (tab: number) => `guide:${tab}`

/** From the browser's session memory: it outlives this worker, not the browser, and never touches the disk. */
export async function readTabGuide(tab: number): Promise<TabGuide | null> {
  const { [guideKey(tab)]: kept } = await browser.storage.session.get(guideKey(tab))
  return kept === undefined ? null : parse(TabGuide, kept, 'guide of a tab')
}

/** Two messages about one guide must not undo each other's change, so they take turns. @param change null ends the guide */
export function changeTabGuide(
  tab: number,
  change: (guide: TabGuide | null) => TabGuide | null,
): Promise<TabGuide | null> {
  return navigator.locks.request(`handrail-guide-${tab}`, async () => {
    const before = await readTabGuide(tab)
    const guide = change(before)
    if (guide) await browser.storage.session.set({ [guideKey(tab)]: guide })
    else if (before) await browser.storage.session.remove(guideKey(tab))
    return guide
  })
}
