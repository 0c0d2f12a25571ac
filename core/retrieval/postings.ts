import { createTail, type Runs } from './postings-tail.ts'
import { type QueryTerm, UNKNOWN } from './query-terms.ts'
import { grown } from './typed-arrays.ts'

/** Words of one document by field, as term numbers; field order as in `FIELD_WEIGHTS`. */
export type Fields = readonly (readonly number[])[]

/** title, path, headings, body (chosen over nine collections; a flat plateau). Whole numbers, so that sums of them are exact. */
const FIELD_WEIGHTS = [5, 3, 2, 1]
/** Saturation of term frequency and strength of length normalisation, chosen with the weights. */
const K1 = 1.4
const B = 0.65
const MAX_FREQUENCY = 0xffff
/** Entries of the tail that are always borne, and the share of the runs it may have when a question comes: it is slow to read. */
const MIN_TAIL = 50_000
const MAX_TAIL = 1 / 16
/** While documents come in it may have more: an entry is copied about twice on its way. */
const MAX_GROWING_TAIL = 1 / 2
const REMOVED = -1

/** Plain typed arrays: goes into IndexedDB as it is. */
export interface PostingsSnapshot {
  /** entries of a term lie at `starts[term]` to `starts[term + 1]` of `slots` and `frequencies` */
  readonly starts: Uint32Array
  readonly slots: Uint32Array
  /** occurrences of the term in the slot's document, weighted by field */
  readonly frequencies: Uint16Array
  /** weighted words of a slot's document; -1 for a removed one */
  readonly lengths: Int32Array
}

export interface Postings {
  /** slots handed out, those of removed documents included; a slot is never handed out again */
  readonly documents: number
  /** @returns the document's slot: one more than the last one's */
  add(fields: Fields): number
  /** From now on the document counts nowhere. A slot that is not there is left alone. */
  remove(slot: number): void
  /** Documents that hold the term and have not been removed. */
  frequency(term: number): number
  /**
   * Adds to `into`, by slot, the BM25F score of each group of `terms`: that of its best reading, which is the sum over the
   * reading's terms. A removed document gets nothing.
   *
   * @param into at least `documents` long, zeroed by the caller
   */
  score(terms: readonly QueryTerm[], into: Float32Array): void
  save(): PostingsSnapshot
}

/**
 * An inverted index that documents can be added to and removed from (BM25F of Robertson, Zaragoza and Taylor 2004: term frequencies
 * are added up over weighted fields before saturation). What has settled lies in one run a term; what came since in a linked tail
 * that is merged into the runs when it has grown. Scores are worked out from the live documents when a question comes, so they equal
 * those of an index made anew.
 */
export function createPostings(saved?: PostingsSnapshot): Postings {
  let runs: Runs = saved ?? emptyRuns
  let lengths: Int32Array = saved?.lengths.slice() ?? new Int32Array(16)
  let documents = saved?.lengths.length ?? 0
  let [live, totalLength] = countLive(lengths.subarray(0, documents))
  /** removed documents that still have entries */
  let dead = 0
  const tail = createTail()
  /** while there are dead ones: documents by term, counted when first asked for */
  const counted = new Map<number, number>()
  let weighted = new Uint32Array(16)
  const touched: number[] = []
  /** by slot, all 0 between questions: a reading's sum, and the best reading of a group */
  let sums = { reading: new Float32Array(0), best: new Float32Array(0) }

  function eachSlot(term: number, visit: (slot: number) => void): void {
    const to = runs.starts[term + 1] ?? 0
    for (let i = runs.starts[term] ?? to; i < to; i++) visit(runs.slots[i] ?? 0)
    for (let i = tail.last(term); i >= 0; i = tail.before(i)) visit(tail.slot(i))
  }

  function frequency(term: number): number {
    if (term < 0) return 0
    // the first term after the runs' last has a start there, but no end
    if (dead === 0) return Math.max(0, (runs.starts[term + 1] ?? 0) - (runs.starts[term] ?? 0)) + tail.count(term)
    const before = counted.get(term)
    if (before !== undefined) return before
    let n = 0
    eachSlot(term, (slot) => {
      if (lengths[slot] !== REMOVED) n++
    })
    counted.set(term, n)
    return n
  }

  function addTerm({ term, weight }: QueryTerm, into: Float32Array): void {
    const n = frequency(term)
    if (n === 0) return
    const rarity = Math.log(1 + (live - n + 0.5) / (n + 0.5)) * weight * (K1 + 1)
    const perWord = (K1 * B * live) / totalLength
    addRun(runs, term, lengths, rarity, perWord, into)
    for (let i = tail.last(term); i >= 0; i = tail.before(i)) {
      const slot = tail.slot(i)
      const length = lengths[slot] ?? REMOVED
      if (length !== REMOVED) into[slot] = (into[slot] ?? 0) + saturated(tail.frequency(i), length, rarity, perWord)
    }
  }

  function addBestReading(terms: readonly QueryTerm[], from: number, to: number, into: Float32Array): void {
    if (sums.best.length < documents)
      sums = { reading: new Float32Array(lengths.length), best: new Float32Array(lengths.length) }
    const { reading, best } = sums
    const raise = (slot: number) => {
      const more = (reading[slot] ?? 0) - (best[slot] ?? 0)
      reading[slot] = 0
      if (more <= 0) return
      best[slot] = (best[slot] ?? 0) + more
      into[slot] = (into[slot] ?? 0) + more
    }
    const clear = (slot: number) => {
      best[slot] = 0
    }
    for (let start = from, end = from; start < to; start = end) {
      for (; end < to && terms[end]?.reading === terms[start]?.reading; end++) addTerm(terms[end] as QueryTerm, reading)
      for (let t = start; t < end; t++) eachSlot(terms[t]?.term ?? UNKNOWN, raise)
    }
    for (let t = from; t < to; t++) eachSlot(terms[t]?.term ?? UNKNOWN, clear)
  }

  function settle(): void {
    if (tail.size === 0 && dead === 0) return
    runs = tail.mergeInto(runs, (slot) => lengths[slot] !== REMOVED)
    dead = 0
  }

  return {
    get documents() {
      return documents
    },
    add(fields) {
      let length = 0
      for (const [f, terms] of fields.entries()) {
        const weight = FIELD_WEIGHTS[f] ?? 0
        length += weight * terms.length
        for (const term of terms) {
          weighted = grown(weighted, term + 1)
          if (weighted[term] === 0) touched.push(term)
          weighted[term] = (weighted[term] ?? 0) + weight
        }
      }
      const slot = documents++
      counted.clear()
      lengths = grown(lengths, documents)
      lengths[slot] = length
      live++
      totalLength += length
      for (const term of touched) {
        tail.add(term, slot, Math.min(MAX_FREQUENCY, weighted[term] ?? 0))
        weighted[term] = 0
      }
      touched.length = 0
      if (tail.size > Math.max(MIN_TAIL, runs.slots.length * MAX_GROWING_TAIL)) settle()
      return slot
    },
    remove(slot) {
      const length = lengths[slot] ?? REMOVED
      if (slot >= documents || length === REMOVED) return
      lengths[slot] = REMOVED
      counted.clear()
      live--
      dead++
      totalLength -= length
    },
    frequency,
    score(terms, into) {
      if (totalLength === 0) return
      if (tail.size > Math.max(MIN_TAIL, runs.slots.length * MAX_TAIL)) settle()
      for (let from = 0, to = 0; from < terms.length; from = to) {
        const first = terms[from] as QueryTerm
        while (to < terms.length && terms[to]?.group === first.group) to++
        if (to - from === 1) addTerm(first, into)
        else addBestReading(terms, from, to, into)
      }
    },
    save() {
      settle()
      return { ...runs, lengths: lengths.slice(0, documents) }
    },
  }
}

/** The term's run of entries. In a function of its own with nothing but arrays, which compilers turn into a tight loop. */
function addRun(
  { starts, slots, frequencies }: Runs,
  term: number,
  lengths: Int32Array,
  rarity: number,
  perWord: number,
  into: Float32Array,
): void {
  const to = starts[term + 1] ?? 0
  for (let i = starts[term] ?? to; i < to; i++) {
    const slot = slots[i] ?? 0
    const length = lengths[slot] ?? REMOVED
    if (length !== REMOVED) into[slot] = (into[slot] ?? 0) + saturated(frequencies[i] ?? 0, length, rarity, perWord)
  }
}

const saturated = (frequency: number, length: number, rarity: number, perWord: number): number =>
  (rarity * frequency) / (frequency + K1 * (1 - B) + perWord * length)

const emptyRuns = { starts: new Uint32Array(1), slots: new Uint32Array(0), frequencies: new Uint16Array(0) }

function countLive(lengths: Int32Array): [documents: number, words: number] {
  let documents = 0
  let words = 0
  for (const length of lengths) {
    if (length === REMOVED) continue
    documents++
    words += length
  }
  return [documents, words]
}
