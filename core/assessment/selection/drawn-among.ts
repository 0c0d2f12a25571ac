/**
 * Exposure control (randomesque, Kingsbury & Zara 1989): the next item is drawn among so many of those that tell most. Where
 * a blueprint says nothing, one in twenty of what is left, at most ten: a small pool has no item to give away, a large one
 * would otherwise show everybody the same few. Needs nothing but the seed, so a device can do it offline; what it costs and
 * what Sympson-Hetter would bring beside it is in docs/measurement.md.
 *
 * @param among as the blueprint says
 * @param left  items that could come next
 */
export const drawnAmong = (among: number | undefined, left: number): number =>
  among ?? Math.min(10, Math.max(1, Math.round(left / 20)))

/** The `most` candidates that tell most, best first; of equals the first. Takes one pass: a pool may hold hundreds. */
export function mostTelling<T>(candidates: readonly T[], tells: (candidate: T) => number, most: number): T[] {
  const best: T[] = []
  const worth: number[] = []
  for (const candidate of candidates) {
    const value = tells(candidate)
    let place = worth.length
    while (place > 0 && (worth[place - 1] ?? 0) < value) place--
    if (place >= most) continue
    best.splice(place, 0, candidate)
    worth.splice(place, 0, value)
    if (best.length > most) {
      best.pop()
      worth.pop()
    }
  }
  return best
}
