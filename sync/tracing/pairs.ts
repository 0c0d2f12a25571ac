import { TRAIN, type TracingRows } from './rows.ts'

/** So many answers' worth of "it makes no difference". */
const PRIOR = 8

/**
 * What an answer to one thing says of the next: for each (thing before, right or wrong, thing now) the mean residual of the answers now,
 * shrunk to 0, from the train rows of all folds but the row's own.
 *
 * @param code what counts as one thing, by row
 * @param back 1 for the answer just before, 2 for the one before that
 * @param residual of each row beside its easiness
 * @param foldOf a row's fold, -1 where it has none
 * @returns by row; 0 where nothing is known
 */
export function pairResiduals(
  rows: TracingRows,
  code: Int32Array,
  back: number,
  residual: Float64Array,
  folds: number,
  foldOf: (row: number) => number,
): Float32Array {
  const codes = code.reduce((most, x) => Math.max(most, x), 0) + 1
  const known = new Map<number, number>()
  const place = new Int32Array(rows.n).fill(-1)
  for (let l = 0; l + 1 < rows.starts.length; l++)
    for (let r = rows.starts[l]! + back; r < rows.starts[l + 1]!; r++) {
      const key = (code[r - back]! * 2 + rows.correct[r - back]!) * codes + code[r]!
      const at = known.get(key) ?? known.size
      if (at === known.size) known.set(key, at)
      place[r] = at
    }
  const sum = new Float64Array(known.size)
  const count = new Float64Array(known.size)
  const foldSum = new Float64Array(known.size * folds)
  const foldCount = new Float64Array(known.size * folds)
  for (let r = 0; r < rows.n; r++) {
    const at = place[r]!
    if (at < 0 || rows.use[r] !== TRAIN) continue
    sum[at]! += residual[r]!
    count[at]!++
    foldSum[at * folds + foldOf(r)]! += residual[r]!
    foldCount[at * folds + foldOf(r)]!++
  }
  return Float32Array.from({ length: rows.n }, (_, r) => {
    const at = place[r]!
    if (at < 0) return 0
    const own = rows.use[r] === TRAIN ? at * folds + foldOf(r) : -1
    const s = sum[at]! - (own < 0 ? 0 : foldSum[own]!)
    const n = count[at]! - (own < 0 ? 0 : foldCount[own]!)
    return s / (n + PRIOR)
  })
}
