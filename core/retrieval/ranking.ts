/** The two largest values in [from, to): the largest twice when there is one, `otherwise` when there is none. */
export function bestTwo(values: Float32Array, from: number, to: number, otherwise: number): [number, number] {
  if (from === to) return [otherwise, otherwise]
  let best = Number.NEGATIVE_INFINITY
  let second = Number.NEGATIVE_INFINITY
  for (let i = from; i < to; i++) {
    const value = values[i] ?? 0
    if (value > best) {
      second = best
      best = value
    } else if (value > second) second = value
  }
  return [best, to - from === 1 ? best : second]
}

/** Stretched to 0-1; all 0 when they are equal. */
export function minMax(values: Float32Array): Float32Array {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value < min) min = value
    if (value > max) max = value
  }
  return max > min ? values.map((value) => (value - min) / (max - min)) : new Float32Array(values.length)
}

/** Places from the highest score down, ties by id, so that the order is repeatable. */
export function orderByScore(scores: Float32Array, idOf: (place: number) => string): number[] {
  return Array.from(scores.keys()).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || (idOf(a) < idOf(b) ? -1 : 1))
}
