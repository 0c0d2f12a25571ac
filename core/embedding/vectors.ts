/**
 * A vector's direction in bytes: scaled so that its largest component is 127 or -127, then rounded. Length is not kept, so
 * compare with `cosine`. Costs no retrieval quality that could be measured (SciFact, 18F).
 */
export function quantise(vector: Float32Array): Int8Array {
  let largest = 0
  for (const value of vector) largest = Math.max(largest, Math.abs(value))
  return Int8Array.from(vector, (value) => Math.round((value * 127) / (largest || 1)))
}

/** Cosine of the angle between two vectors of the same length, -1 to 1; 0 when either is all zeros. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0
  let aa = 0
  let bb = 0
  for (let i = 0; i < a.length; i++) {
    const x = a[i] ?? 0
    const y = b[i] ?? 0
    dot += x * y
    aa += x * x
    bb += y * y
  }
  return aa && bb ? dot / Math.sqrt(aa * bb) : 0
}
