import * as v from 'valibot'
import { Block } from './blocks.ts'
import { ObjectId, Sha256 } from './envelope.ts'

/** A source passage with the hash it had when the part was written: a change of the passage flags exactly the parts that rest on it. */
export const Source = v.object({ document: ObjectId, passage: v.pipe(v.string(), v.minLength(1)), sha256: Sha256 })

/** A part of a learning object: what it shows, and the passages it rests on. */
export const Part = v.object({
  blocks: v.pipe(v.array(Block), v.minLength(1)),
  sources: v.pipe(v.array(Source), v.minLength(1, 'must name at least one source passage')),
})
export type Part = v.InferOutput<typeof Part>

/** The same passage once, in first-seen order. */
export function uniqueSources(parts: readonly { sources: v.InferOutput<typeof Source>[] }[]) {
  const byKey = new Map(parts.flatMap((part) => part.sources).map((s) => [`${s.document}#${s.passage}`, s]))
  return [...byKey.values()]
}
