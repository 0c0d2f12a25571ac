/** A figure with its 95 % interval. */
export interface Interval {
  value: number
  low: number
  high: number
}

/** 97.5 % point of the normal distribution. */
export const Z95 = 1.959964

/** A share with its score interval (Wilson 1927), which stays inside [0, 1] for any n. */
export function shareOf(hits: number, n: number): Interval & { n: number } {
  if (n === 0) return { value: 0, low: 0, high: 1, n }
  const share = hits / n
  const z2 = (Z95 * Z95) / n
  const middle = (share + z2 / 2) / (1 + z2)
  const half = (Z95 / (1 + z2)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n))
  return { value: share, low: Math.max(0, middle - half), high: Math.min(1, middle + half), n }
}
