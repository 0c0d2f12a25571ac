import type { PostingsSnapshot } from './postings.ts'
import { grown } from './typed-arrays.ts'

export type Runs = Omit<PostingsSnapshot, 'lengths'>

/** Entries in the order they came, each pointing at the one of the same term before it: adding one moves nothing. */
export function createTail() {
  let slots = new Uint32Array(0)
  let frequencies = new Uint16Array(0)
  let links = new Int32Array(0)
  let size = 0
  /** by term: 1 + place of its last entry (0: none), and how many it has */
  let lasts = new Uint32Array(0)
  let counts = new Uint32Array(0)
  let terms = 0
  return {
    get size() {
      return size
    },
    count: (term: number): number => counts[term] ?? 0,
    /** place of the term's last entry, -1 when it has none */
    last: (term: number): number => (lasts[term] ?? 0) - 1,
    before: (place: number): number => links[place] ?? -1,
    slot: (place: number): number => slots[place] ?? 0,
    frequency: (place: number): number => frequencies[place] ?? 0,
    add(term: number, slot: number, frequency: number): void {
      slots = grown(slots, size + 1)
      frequencies = grown(frequencies, size + 1)
      links = grown(links, size + 1)
      lasts = grown(lasts, term + 1)
      counts = grown(counts, term + 1)
      slots[size] = slot
      frequencies[size] = frequency
      links[size] = (lasts[term] ?? 0) - 1
      lasts[term] = ++size
      counts[term] = (counts[term] ?? 0) + 1
      terms = Math.max(terms, term + 1)
    },
    /** One run a term, slots ascending, of the live entries of both; the tail is empty afterwards. */
    mergeInto(runs: Runs, isLive: (slot: number) => boolean): Runs {
      const width = Math.max(terms, runs.starts.length - 1)
      const most = runs.slots.length + size
      const merged = {
        starts: new Uint32Array(width + 1),
        slots: new Uint32Array(most),
        frequencies: new Uint16Array(most),
      }
      let at = 0
      for (let term = 0; term < width; term++) {
        const to = runs.starts[term + 1] ?? 0
        for (let i = runs.starts[term] ?? 0; i < to; i++) {
          if (!isLive(runs.slots[i] ?? 0)) continue
          merged.slots[at] = runs.slots[i] ?? 0
          merged.frequencies[at++] = runs.frequencies[i] ?? 0
        }
        const from = at
        for (let i = (lasts[term] ?? 0) - 1; i >= 0; i = links[i] ?? -1) {
          if (!isLive(slots[i] ?? 0)) continue
          merged.slots[at] = slots[i] ?? 0
          merged.frequencies[at++] = frequencies[i] ?? 0
        }
        if (at > from + 1) {
          merged.slots.subarray(from, at).reverse()
          merged.frequencies.subarray(from, at).reverse()
        }
        merged.starts[term + 1] = at
      }
      size = terms = 0
      slots = new Uint32Array(0)
      frequencies = new Uint16Array(0)
      links = new Int32Array(0)
      lasts = new Uint32Array(0)
      counts = new Uint32Array(0)
      return at === most
        ? merged
        : { starts: merged.starts, slots: merged.slots.slice(0, at), frequencies: merged.frequencies.slice(0, at) }
    },
  }
}
