import * as v from 'valibot'
import { Block } from './blocks.ts'
import { Made } from './brief.ts'
import { ObjectId, Sha256 } from './envelope.ts'

/** A source passage with the hash it had when the part was written: a change of the passage flags exactly the parts that rest on it. */
export const Source = v.object({ document: ObjectId, passage: v.pipe(v.string(), v.minLength(1)), sha256: Sha256 })

/**
 * What became of a passage since an object was written on it. `edited`: a newer version reads otherwise and waits for its two
 * signatures; `changed`: that version counts; `replaced`: another document has taken its place, or it was retired.
 */
export const SourceChange = v.picklist(['edited', 'changed', 'replaced'])
export type SourceChange = v.InferOutput<typeof SourceChange>

/** A part of a learning object: what it shows, and the passages it rests on. */
export const Part = v.object({
  blocks: v.pipe(v.array(Block), v.minLength(1)),
  sources: v.pipe(v.array(Source), v.minLength(1, 'must name at least one source passage')),
  made: v.optional(Made),
})
export type Part = v.InferOutput<typeof Part>

/** The same passage once, in first-seen order. */
export function uniqueSources(parts: readonly { sources: v.InferOutput<typeof Source>[] }[]) {
  const byKey = new Map(parts.flatMap((part) => part.sources).map((s) => [`${s.document}#${s.passage}`, s]))
  return [...byKey.values()]
}
