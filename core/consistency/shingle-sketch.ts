/** Shingles of a sketch: enough that a copy with 40 % of its words changed shares one with its original in 99 of 100. */
export const SKETCH_SIZE = 24

/**
 * A fixed sample of a text's word pairs, the same ones whatever else stands in the text: those with the smallest hashes
 * (bottom-k MinHash, Broder 1997). Two texts share about as large a part of their sketches as of their word pairs.
 *
 * @returns at most `SKETCH_SIZE` unsigned 32-bit numbers
 */
export function shingleSketch(shingles: Iterable<string>): number[] {
  const hashes = new Set<number>()
  for (const shingle of shingles) hashes.add(hash32(shingle))
  return Array.from(Float64Array.from(hashes).sort().subarray(0, SKETCH_SIZE))
}

/** FNV-1a, then the finisher of MurmurHash3 (public domain): FNV alone leaves short texts in order. */
function hash32(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
