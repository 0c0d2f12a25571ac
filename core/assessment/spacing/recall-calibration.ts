import { shareOf } from '../statistics/interval.ts'

export interface RecallBand {
  /** predicted recall in this band: lowest and highest, and the mean */
  from: number
  to: number
  predicted: number
  /** share that was recalled, and its 95 % interval (Wilson 1927) */
  observed: number
  low: number
  high: number
  n: number
}

/**
 * What was predicted beside what came, in ten bands of equally many reviews by predicted recall (fewer bands under ten reviews).
 *
 * @returns lowest first; [] for no reviews
 */
export function recallCalibration(rows: readonly { predicted: number; recalled: boolean }[]): RecallBand[] {
  const sorted = [...rows].sort((a, b) => a.predicted - b.predicted)
  const bands = Math.min(10, sorted.length)
  return Array.from({ length: bands }, (_, i) => {
    const band = sorted.slice(Math.floor((i * sorted.length) / bands), Math.floor(((i + 1) * sorted.length) / bands))
    const n = band.length
    const { value: observed, low, high } = shareOf(band.filter(({ recalled }) => recalled).length, n)
    return {
      from: band[0]?.predicted ?? 0,
      to: band.at(-1)?.predicted ?? 0,
      predicted: band.reduce((sum, { predicted }) => sum + predicted, 0) / n,
      observed,
      low,
      high,
      n,
    }
  })
}
