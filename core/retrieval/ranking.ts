/** Shares of the rankings by words and by meaning, and inside them. */
export interface RankingConfiguration {
  /** of the words, beside meaning */
  readonly lexical: number
  /** of the whole page, beside its best passage, by words */
  readonly page: number
  /** of the best passage, beside the mean of the best two, by meaning */
  readonly best: number
  /** what the title's cosine adds */
  readonly title: number
}

/** Chosen over nine collections; each on a flat plateau (docs/retrieval.md). */
export const rankingConfiguration: RankingConfiguration = Object.freeze({
  lexical: 0.5,
  page: 0.5,
  best: 0.5,
  title: 0.1,
})

/** Largest of `values` in [from, to), which holds at least one. */
export function largest(values: Float32Array, from: number, to: number): number {
  let best = values[from] ?? 0
  for (let i = from + 1; i < to; i++) {
    const value = values[i] ?? 0
    if (value > best) best = value
  }
  return best
}

/** Largest of `values` in [from, to) but for one at `best`; `best` itself when it is alone. */
export function secondLargest(values: Float32Array, from: number, to: number, best: number): number {
  let second = Number.NEGATIVE_INFINITY
  let left = 1
  for (let i = from; i < to; i++) {
    const value = values[i] ?? 0
    if (value === best && left > 0) left--
    else if (value > second) second = value
  }
  return to - from === 1 ? best : second
}

/** Smallest and largest of what was added; stretches values between them to 0-1, all to 0 when they are equal. */
export function createRange() {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  return {
    get max() {
      return max
    },
    add(value: number) {
      if (value < min) min = value
      if (value > max) max = value
    },
    stretch: (value: number): number => (max > min ? (value - min) / (max - min) : 0),
  }
}

/**
 * The best `limit` places of all that are offered, best first; ties by `before`, so that the order is repeatable. A binary heap
 * with the worst kept place on top: most offers cost one comparison.
 */
export function createTopPlaces(limit: number, scores: Float32Array, before: (a: number, b: number) => boolean) {
  const heap: number[] = []
  const worse = (a: number, b: number) => {
    const difference = (scores[a] ?? 0) - (scores[b] ?? 0)
    return difference === 0 ? before(b, a) : difference < 0
  }
  function sink(place: number, from: number) {
    let at = from
    for (let child = 2 * at + 1; child < heap.length; child = 2 * at + 1) {
      const next = child + 1 < heap.length && worse(heap[child + 1] ?? 0, heap[child] ?? 0) ? child + 1 : child
      if (!worse(heap[next] ?? 0, place)) break
      heap[at] = heap[next] ?? 0
      at = next
    }
    heap[at] = place
  }
  return {
    offer(place: number) {
      if (heap.length < limit) {
        heap.push(place)
        let at = heap.length - 1
        for (let up = (at - 1) >> 1; at > 0 && worse(place, heap[up] ?? 0); up = (at - 1) >> 1) {
          heap[at] = heap[up] ?? 0
          at = up
        }
        heap[at] = place
      } else if (limit > 0 && worse(heap[0] ?? 0, place)) sink(place, 0)
    },
    /** empties it */
    bestFirst(): number[] {
      const places: number[] = []
      while (heap.length > 0) {
        places.push(heap[0] ?? 0)
        const last = heap.pop() ?? 0
        if (heap.length > 0) sink(last, 0)
      }
      return places.reverse()
    },
  }
}
