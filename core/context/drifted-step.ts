import * as v from 'valibot'
import { clues } from '#core/anchors'

/** A guide's step that was not found on its page, under one release. Nobody is named, and nothing of a page is told. */
export const DriftedStep = v.object({
  placement: v.string(),
  /** the step's id in the placement */
  anchor: v.string(),
  release: v.number(),
  /** title of the guide; null where it is gone */
  guide: v.nullable(v.string()),
  /** index of the guide's step, and its words; null where the placement or the step is gone */
  step: v.nullable(v.number()),
  text: v.nullable(v.string()),
  /** kinds of clue that were gone or other than before */
  lost: v.array(v.picklist(clues)),
  /** as the server heard of it, like 2026-01-31 */
  firstDay: v.string(),
  lastDay: v.string(),
  /** different people, or null for fewer than ten */
  people: v.nullable(v.number()),
  /** `pointed-again`: the newest version points elsewhere, or the step is gone */
  state: v.picklist(['open', 'pointed-again']),
})
export type DriftedStep = v.InferOutput<typeof DriftedStep>
