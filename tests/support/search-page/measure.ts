import { DIMENSIONS } from '#core/embedding'
import { indexPages, type SearchIndex } from '#core/retrieval'
import { createPlainRows } from '../../../core/retrieval/vector-rows.ts'
import { createVectorTable } from '../../../core/retrieval/vector-table.ts'
import { makeCollection } from './collection.ts'

/** Median and 95th percentile, ms. */
export interface Times {
  p50: number
  p95: number
}

export interface SearchTimes {
  scan: Times
  plainScan: Times
  floatLoop: Times
  /** the same bytes only read */
  reading: Times
  search: Times
  searchByWords: Times
  buildMs: number
  /** a page of ten passages put in the place of itself */
  put: Times
  /** share of the ten nearest by exact numbers that are among the ten the scan finds */
  recall10: number
}

const WARM_UP = 8

/** Times of one index over a made-up collection. `readingKernel` is a module that exports `memory` and `sum(from, to)`. */
export function measureSearch(passages: number, readingKernel: Uint8Array<ArrayBuffer>): SearchTimes {
  const { pages, vectors, exact, questions } = makeCollection(passages)
  const scan = createVectorTable(DIMENSIONS)
  const plain = createVectorTable(DIMENSIONS, undefined, createPlainRows)
  for (const [i, vector] of vectors.flatMap((each) => each.passages).entries()) {
    scan.set(i, vector)
    plain.set(i, vector)
  }
  const found = new Float32Array(passages)
  const read = createReading(readingKernel, passages * DIMENSIONS)
  let recalled = 0
  // one after the other for each question, so that all of them meet the machine in the same state
  const scans = interleaved(questions, {
    scan: ({ vector }) => scan.cosines(vector, passages),
    plainScan: ({ vector }) => plain.cosines(vector, passages),
    floatLoop: ({ vector }) => floatCosines(exact, vector, found),
    reading: read,
  })
  for (const { vector } of questions) {
    floatCosines(exact, vector, found)
    const nearest = new Set(nearestTen(found))
    const ours = scan.cosines(vector, passages)
    recalled += nearestTen(ours?.subarray(0, passages) ?? found).filter((i) => nearest.has(i)).length
  }
  const built = timed(() => indexPages(pages, vectors))
  const index: SearchIndex = built.result
  const searches = interleaved(questions, {
    search: (question) => index.search(question),
    searchByWords: (question) => index.search({ ...question, mode: 'lexical' }),
  })
  const changed = pages.slice(0, questions.length).map((page, i) => timed(() => index.put(page, vectors[i])).ms)
  return {
    ...scans,
    ...searches,
    buildMs: built.ms,
    put: timesOf(changed),
    recall10: recalled / questions.length / 10,
  }
}

function interleaved<Q, Name extends string>(questions: readonly Q[], work: Record<Name, (question: Q) => unknown>) {
  const names = Object.keys(work) as Name[]
  const ms = new Map(names.map((name) => [name, [] as number[]]))
  for (const name of names) for (const question of questions.slice(0, WARM_UP)) work[name](question)
  for (const question of questions) for (const name of names) ms.get(name)?.push(timed(() => work[name](question)).ms)
  return Object.fromEntries(names.map((name) => [name, timesOf(ms.get(name) ?? [])])) as Record<Name, Times>
}

function createReading(kernel: Uint8Array<ArrayBuffer>, bytes: number): () => unknown {
  const { memory, sum } = new WebAssembly.Instance(new WebAssembly.Module(kernel)).exports
  const PAGE = 65_536
  ;(memory as WebAssembly.Memory).grow(Math.ceil(bytes / PAGE))
  new Uint8Array((memory as WebAssembly.Memory).buffer).fill(7)
  return () => (sum as (from: number, to: number) => number)(0, bytes)
}

/** What a plain search over numbers of 32 bits costs. */
function floatCosines(rows: Float32Array, query: Float32Array, into: Float32Array): void {
  for (let i = 0, at = 0; i < into.length; i++) {
    let [a, b, c, d] = [0, 0, 0, 0]
    for (let k = 0; k < DIMENSIONS; k += 4, at += 4) {
      a += (query[k] ?? 0) * (rows[at] ?? 0)
      b += (query[k + 1] ?? 0) * (rows[at + 1] ?? 0)
      c += (query[k + 2] ?? 0) * (rows[at + 2] ?? 0)
      d += (query[k + 3] ?? 0) * (rows[at + 3] ?? 0)
    }
    into[i] = a + b + c + d
  }
}

function nearestTen(scores: Float32Array): number[] {
  const best: number[] = []
  for (let i = 0; i < scores.length; i++) {
    if (best.length === 10 && (scores[i] ?? 0) <= (scores[best[9] ?? 0] ?? 0)) continue
    best.push(i)
    best.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
    best.length = Math.min(best.length, 10)
  }
  return best
}

export function timed<T>(work: () => T): { ms: number; result: T } {
  const begun = performance.now()
  const result = work()
  return { ms: performance.now() - begun, result }
}

export function timesOf(ms: number[]): Times {
  const sorted = ms.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0
  return { p50: at(0.5), p95: at(0.95) }
}
