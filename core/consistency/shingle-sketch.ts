/** Shingles of a sketch: enough that a copy with 40 % of its words changed shares one with its original in 99 of 100. */
export const SKETCH_SIZE = 24

/**
 * A fixed sample of a text's word pairs, the same ones whatever else stands in the text: those with the smallest hashes
 * (bottom-k MinHash, Broder 1997). Two texts share about as large a part of their sketches as of their word pairs.
 *
 * @param shingles hashes of word pairs, ascending, each once
 * @returns at most `SKETCH_SIZE` of them
 */
export const shingleSketch = (shingles: Uint32Array): Uint32Array => shingles.subarray(0, SKETCH_SIZE)
