import * as v from 'valibot'

const Version = v.pipe(v.number(), v.integer(), v.minValue(1))

/**
 * What saving came to. A text written on a version that was no longer the newest loses nothing: it is kept under `losing`, and
 * the newest comes back to stand beside it.
 */
export const Edited = v.variant('state', [
  v.object({ state: v.literal('saved'), version: Version }),
  v.object({ state: v.literal('same'), version: Version }),
  v.object({
    state: v.literal('conflict'),
    newest: v.object({ version: Version, body: v.unknown(), person: v.string(), at: v.string() }),
    losing: v.string(),
  }),
])
export type Edited = v.InferOutput<typeof Edited>

/** A text of this person that did not become a version: kept until they say what becomes of it. */
export const LosingEdit = v.object({
  id: v.string(),
  kind: v.string(),
  ref: v.string(),
  /** the version it was written on; 0 for none */
  base: v.pipe(v.number(), v.integer(), v.minValue(0)),
  body: v.unknown(),
  at: v.string(),
})
export type LosingEdit = v.InferOutput<typeof LosingEdit>
