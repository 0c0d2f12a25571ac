import * as v from 'valibot'
import { FoundPair } from '#core/consistency'

/** The comparing process in one file, relative to the project's root. */
export const comparerBundle = 'dist/comparer/compare-process.mjs'

const IndexedDocument = v.object({ id: v.string(), sha256: v.string() })

/** A document to be compared, as it is stored. */
export const SentDocument = v.object({
  id: v.string(),
  sha256: v.string(),
  isKnown: v.boolean(),
  /** read in the process, not before */
  body: v.unknown(),
})
export type SentDocument = v.InferOutput<typeof SentDocument>

/** Where a text stands. */
const Place = v.object({ document: v.string(), title: v.string() })
export type Place = v.InferOutput<typeof Place>

/** What the server says to the process that compares. `index`, `compare` and `places` are asked in turn, the others answer it. */
export const ToComparer = v.variant('say', [
  v.object({ say: v.literal('index') }),
  v.object({ say: v.literal('compare'), of: v.number(), removed: v.array(v.string()) }),
  v.object({ say: v.literal('documents'), documents: v.array(SentDocument) }),
  v.object({ say: v.literal('vectors'), vectors: v.nullable(v.array(v.instance(Float32Array))) }),
  v.object({ say: v.literal('places'), keys: v.array(v.string()) }),
])
export type ToComparer = v.InferOutput<typeof ToComparer>

/** What the process says. It pulls documents and vectors one lot at a time, so that neither side holds a library. */
export const FromComparer = v.variant('say', [
  v.object({ say: v.literal('indexed'), documents: v.array(IndexedDocument) }),
  v.object({ say: v.literal('want-documents') }),
  v.object({ say: v.literal('want-vectors'), texts: v.array(v.string()) }),
  v.object({ say: v.literal('progress'), done: v.number() }),
  v.object({ say: v.literal('pairs'), pairs: v.array(FoundPair) }),
  v.object({
    say: v.literal('compared'),
    notCompared: v.array(v.object({ document: v.string(), reason: v.string() })),
    sentences: v.number(),
    byMeaning: v.boolean(),
  }),
  v.object({ say: v.literal('placed'), places: v.array(v.tuple([v.string(), v.array(Place)])) }),
  v.object({ say: v.literal('fault'), message: v.string() }),
])
export type FromComparer = v.InferOutput<typeof FromComparer>
