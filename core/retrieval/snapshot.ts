import * as v from 'valibot'
import type { SavedPages } from './page-table.ts'
import type { PostingsSnapshot } from './postings.ts'
import type { Vocabulary } from './terms.ts'
import { WIDTH_STEP } from './vector-rows.ts'
import type { SavedVectors } from './vector-table.ts'

/** Raised when what is in a snapshot means something else: an older one is made anew. */
export const SNAPSHOT_VERSION = 1

/** A whole index as plain objects and typed arrays: one record of IndexedDB, opened without looking at every entry. */
export interface IndexSnapshot {
  readonly v: typeof SNAPSHOT_VERSION
  readonly dimensions: number
  readonly pages: SavedPages
  readonly vocabulary: ReturnType<Vocabulary['save']>
  readonly pageWords: PostingsSnapshot
  readonly passageWords: PostingsSnapshot
  readonly vectors: SavedVectors
}

const list = v.custom<readonly unknown[]>(Array.isArray)
const Words = v.object({
  starts: v.instance(Uint32Array),
  slots: v.instance(Uint32Array),
  frequencies: v.instance(Uint16Array),
  lengths: v.instance(Int32Array),
})
/** What its parts are; entries are not looked at, so that an index opens in milliseconds. */
const Parts = v.object({
  pages: v.object({ ids: list, facets: list, starts: v.instance(Uint32Array), states: v.instance(Uint8Array) }),
  vocabulary: v.object({ stems: v.string(), words: v.string(), terms: v.instance(Uint32Array) }),
  pageWords: Words,
  passageWords: Words,
  vectors: v.object({ bytes: v.instance(Int8Array), perLength: v.instance(Float32Array) }),
})

/** A record of this version and these dimensions whose parts fit together; null for any other: the index is made anew. */
export function readSnapshot(record: unknown, dimensions: number): IndexSnapshot | null {
  const saved = record as Partial<IndexSnapshot> | null | undefined
  if (saved?.v !== SNAPSHOT_VERSION || saved.dimensions !== dimensions || !v.is(Parts, saved)) return null
  const { pages, pageWords, passageWords, vectors } = saved
  const slots = pages.ids.length
  const passages = pages.starts[slots]
  const whole =
    pages.starts.length === slots + 1 &&
    pages.states.length === slots &&
    pages.facets.length === slots &&
    pageWords.lengths.length === slots &&
    passageWords.lengths.length === passages &&
    [0, slots + passages].includes(vectors.perLength.length) &&
    vectors.bytes.length === vectors.perLength.length * Math.ceil(dimensions / WIDTH_STEP) * WIDTH_STEP
  return whole ? (saved as IndexSnapshot) : null
}

/** The postings of the kept slots only, numbered as they come. `kept` ascends and holds every slot that was not removed. */
export function withoutGaps(saved: PostingsSnapshot, kept: readonly number[]): PostingsSnapshot {
  const renumbered = new Uint32Array(saved.lengths.length)
  for (const [slot, old] of kept.entries()) renumbered[old] = slot
  return {
    starts: saved.starts,
    slots: saved.slots.map((slot) => renumbered[slot] ?? 0),
    frequencies: saved.frequencies,
    lengths: Int32Array.from(kept, (slot) => saved.lengths[slot] ?? 0),
  }
}
