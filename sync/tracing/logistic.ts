/** Rows of a design: `width` dense columns, then sparse ones (column number and value). */
export interface Design {
  n: number
  width: number
  /** row-major, n * width */
  dense: Float32Array
  sparseStarts: Int32Array
  sparseColumn: Int32Array
  sparseValue: Float32Array
  columns: number
}

const MEMORY = 8

/**
 * L2-regularised logistic regression by limited-memory BFGS (Nocedal & Wright 2006, algorithm 7.4).
 *
 * @param penalty of each weight, dense columns first: loss is the sum over rows + .5 penalty weight2
 * @param rows numbers of the rows to fit on
 */
export function fitLogistic(
  design: Design,
  target: Uint8Array,
  rows: Int32Array,
  penalty: Float64Array,
  iterations: number,
): Float64Array {
  const { width, dense, sparseStarts, sparseColumn, sparseValue } = design
  const size = width + design.columns
  const loss = (w: Float64Array, g: Float64Array): number => {
    let sum = 0
    for (let j = 0; j < size; j++) {
      g[j] = penalty[j]! * w[j]!
      sum += 0.5 * penalty[j]! * w[j]! * w[j]!
    }
    for (let i = 0; i < rows.length; i++) {
      const r = rows[i]!
      const from = r * width
      const sparseEnd = sparseStarts[r + 1]!
      let z = 0
      for (let j = 0; j < width; j++) z += w[j]! * dense[from + j]!
      for (let k = sparseStarts[r]!; k < sparseEnd; k++) z += w[width + sparseColumn[k]!]! * sparseValue[k]!
      const small = Math.exp(z > 0 ? -z : z)
      sum += Math.log1p(small) + (z > 0 ? z : 0) - target[r]! * z
      const by = (z > 0 ? 1 : small) / (1 + small) - target[r]!
      for (let j = 0; j < width; j++) g[j] = g[j]! + by * dense[from + j]!
      for (let k = sparseStarts[r]!; k < sparseEnd; k++) {
        const at = width + sparseColumn[k]!
        g[at] = g[at]! + by * sparseValue[k]!
      }
    }
    return sum
  }
  return minimise(loss, new Float64Array(size), iterations)
}

export function logitAt({ width, dense, sparseStarts, sparseColumn, sparseValue }: Design, w: Float64Array, r: number) {
  let z = 0
  const from = r * width
  for (let j = 0; j < width; j++) z += w[j]! * dense[from + j]!
  const end = sparseStarts[r + 1]!
  for (let k = sparseStarts[r]!; k < end; k++) z += w[width + sparseColumn[k]!]! * sparseValue[k]!
  return z
}

/** @param loss fills the gradient and returns the value */
function minimise(
  loss: (w: Float64Array, gradient: Float64Array) => number,
  start: Float64Array,
  iterations: number,
): Float64Array {
  let w = start
  let g = new Float64Array(w.length)
  let value = loss(w, g)
  const steps: { s: Float64Array; y: Float64Array; rho: number }[] = []
  for (let iteration = 0; iteration < iterations; iteration++) {
    const direction = descent(g, steps)
    const slope = dot(g, direction)
    let step = steps.length === 0 ? 1 / Math.sqrt(dot(g, g) + 1e-12) : 1
    let next = w
    let nextG = new Float64Array(w.length)
    let nextValue = Number.POSITIVE_INFINITY
    for (let tries = 0; tries < 20; tries++) {
      next = w.map((x, j) => x + step * direction[j]!)
      nextValue = loss(next, nextG)
      if (nextValue <= value + 1e-4 * step * slope) break
      step /= 2
    }
    if (!(nextValue < value)) break
    const s = next.map((x, j) => x - w[j]!)
    const y = nextG.map((x, j) => x - g[j]!)
    const sy = dot(s, y)
    if (sy > 1e-10) steps.push({ s, y, rho: 1 / sy })
    if (steps.length > MEMORY) steps.shift()
    const gained = value - nextValue
    w = next
    g = nextG
    nextG = new Float64Array(w.length)
    value = nextValue
    if (gained < 1e-6 * Math.abs(value)) break
  }
  return w
}

function descent(g: Float64Array, steps: readonly { s: Float64Array; y: Float64Array; rho: number }[]): Float64Array {
  const q = g.map((x) => -x)
  const alphas: number[] = []
  for (const { s, y, rho } of steps.toReversed()) {
    const alpha = rho * dot(s, q)
    alphas.unshift(alpha)
    for (let j = 0; j < q.length; j++) q[j]! -= alpha * y[j]!
  }
  const last = steps.at(-1)
  const scale = last ? 1 / (last.rho * dot(last.y, last.y)) : 1
  for (let j = 0; j < q.length; j++) q[j]! *= scale
  for (const [k, { s, y, rho }] of steps.entries()) {
    const beta = rho * dot(y, q)
    const by = (alphas[k] ?? 0) - beta
    for (let j = 0; j < q.length; j++) q[j]! += by * s[j]!
  }
  return q
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!
  return sum
}
