/** Figures of predicted chances against what came. */
export interface Figures {
  auc: number
  logLoss: number
  ece: number
}

const BINS = 10

/**
 * AUC with ties at half; mean negative log-likelihood in nats, chances held to [1e-6, 1 - 1e-6]; expected calibration error over ten
 * equal stretches of the chance.
 *
 * @param p chances of 1 @param y 0 or 1
 */
export function figuresOf(p: Float64Array, y: Uint8Array): Figures {
  const said = new Float64Array(BINS)
  const came = new Float64Array(BINS)
  let loss = 0
  for (let i = 0; i < p.length; i++) {
    const held = Math.min(1 - 1e-6, Math.max(1e-6, p[i]!))
    loss -= Math.log(y[i] ? held : 1 - held)
    const bin = Math.min(BINS - 1, Math.floor(p[i]! * BINS))
    said[bin]! += p[i]!
    came[bin]! += y[i]!
  }
  const ece = said.reduce((sum, x, bin) => sum + Math.abs(x - came[bin]!), 0) / p.length
  return { auc: aucOf(p, y), logLoss: loss / p.length, ece }
}

function aucOf(p: Float64Array, y: Uint8Array): number {
  const order = Uint32Array.from(p.keys()).sort((a, b) => p[a]! - p[b]!)
  let ranks = 0
  let ones = 0
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    while (to < order.length && p[order[to]!] === p[order[from]!]) to++
    for (let i = from; i < to; i++)
      if (y[order[i]!]) {
        ones++
        ranks += (from + to + 1) / 2
      }
    from = to
  }
  return (ranks - (ones * (ones + 1)) / 2) / (ones * (order.length - ones))
}
