/** Quantised vectors side by side in one array, with the reciprocal of each one's length. */
export function createVectorTable(vectors: readonly Int8Array[], dimensions: number) {
  const rows = new Int8Array(vectors.length * dimensions)
  const perLength = new Float32Array(vectors.length)
  for (const [i, vector] of vectors.entries()) {
    rows.set(vector, i * dimensions)
    let squares = 0
    for (const value of vector) squares += value * value
    perLength[i] = squares ? 1 / Math.sqrt(squares) : 0
  }
  return {
    /** Cosine of a unit vector with every row. */
    cosines(query: Float32Array): Float32Array {
      const found = new Float32Array(vectors.length)
      for (let i = 0; i < found.length; i++) {
        let dot = 0
        for (let k = 0, at = i * dimensions; k < dimensions; k++, at++) dot += (query[k] ?? 0) * (rows[at] ?? 0)
        found[i] = dot * (perLength[i] ?? 0)
      }
      return found
    },
  }
}
