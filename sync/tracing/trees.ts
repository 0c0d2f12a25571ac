import type { Random } from '#core/base'
import { logistic } from '#core/base'

/** A table cut into at most 64 stretches a column, column-major. */
export interface Binned {
  n: number
  width: number
  bins: Uint8Array
}

/** Nodes of one tree of fixed depth as a heap: node i has children 2i + 1 and 2i + 2. */
interface Tree {
  column: Int16Array
  /** goes right where the bin is above */
  above: Uint8Array
  value: Float64Array
}

const BINS = 64
const DEPTH = 5
const INNER = 2 ** DEPTH - 1
const LEAVES = 2 ** DEPTH
const RATE = 0.08
const RIDGE = 5
const LEAST_WEIGHT = 10
const ROW_SHARE = 0.6
const COLUMN_SHARE = 0.4

/** Cuts each column at quantiles of a sample, so that every stretch holds about as many rows. */
export function binColumns(values: Float32Array, n: number, width: number, random: Random): Binned {
  const bins = new Uint8Array(n * width)
  const sample = Int32Array.from({ length: Math.min(n, 20_000) }, () => random.int(n))
  for (let j = 0; j < width; j++) {
    const seen = Float32Array.from(sample, (r) => values[r * width + j]!).sort()
    const cuts: number[] = []
    for (let b = 1; b < BINS; b++) {
      const cut = seen[Math.floor((b * seen.length) / BINS)]!
      if (cut > (cuts.at(-1) ?? Number.NEGATIVE_INFINITY)) cuts.push(cut)
    }
    const edges = Float32Array.from(cuts)
    for (let r = 0; r < n; r++) bins[j * n + r] = placeOf(edges, values[r * width + j]!)
  }
  return { n, width, bins }
}

function placeOf(edges: Float32Array, x: number): number {
  let from = 0
  let to = edges.length
  while (from < to) {
    const mid = (from + to) >> 1
    if (edges[mid]! <= x) from = mid + 1
    else to = mid
  }
  return from
}

/**
 * Gradient-boosted trees on the logistic loss (Friedman 2001; second order as in Chen & Guestrin 2016), on top of given logits.
 * Stops when the rows kept aside have not gained for a while.
 *
 * @param logits starts as what is known already; what the trees add is added in place, on all rows
 * @param fit rows to grow on @param watch rows that only say when to stop
 * @returns how many trees were kept
 */
export function boost(
  binned: Binned,
  target: Uint8Array,
  logits: Float64Array,
  fit: Int32Array,
  watch: Int32Array,
  most: number,
  patience: number,
  random: Random,
  onTree?: (done: number, of: number) => void,
): number {
  const g = new Float32Array(binned.n)
  const h = new Float32Array(binned.n)
  const node = new Uint8Array(binned.n)
  let best = { loss: lossOf(logits, target, watch), trees: 0, logits: Float64Array.from(logits) }
  for (let tree = 1; tree <= most; tree++) {
    const taken = fit.filter(() => random.next() < ROW_SHARE)
    for (let i = 0; i < taken.length; i++) {
      const r = taken[i]!
      const p = logistic(logits[r]!)
      g[r] = target[r]! - p
      h[r] = p * (1 - p)
    }
    const columns = random.shuffle([...Array(binned.width).keys()]).slice(0, Math.ceil(binned.width * COLUMN_SHARE))
    addTree(grow(binned, g, h, taken, columns, node), binned, logits)
    const loss = lossOf(logits, target, watch)
    if (loss < best.loss - 1e-6) best = { loss, trees: tree, logits: Float64Array.from(logits) }
    if (tree - best.trees >= patience) break
    onTree?.(tree, most)
  }
  logits.set(best.logits)
  return best.trees
}

function lossOf(logits: Float64Array, target: Uint8Array, rows: Int32Array): number {
  let sum = 0
  for (let i = 0; i < rows.length; i++) {
    const z = logits[rows[i]!]!
    sum += Math.log1p(Math.exp(-Math.abs(z))) + (z > 0 ? z : 0) - target[rows[i]!]! * z
  }
  return sum / Math.max(1, rows.length)
}

function grow(
  { n, bins }: Binned,
  g: Float32Array,
  h: Float32Array,
  rows: Int32Array,
  columns: readonly number[],
  node: Uint8Array,
): Tree {
  const tree: Tree = {
    column: new Int16Array(INNER).fill(-1),
    above: new Uint8Array(INNER),
    value: new Float64Array(LEAVES),
  }
  for (let i = 0; i < rows.length; i++) node[rows[i]!] = 0
  for (let depth = 0; depth < DEPTH; depth++) {
    const nodes = 2 ** depth
    const gain = new Float64Array(nodes).fill(1e-9)
    const sumG = new Float64Array(nodes * BINS)
    const sumH = new Float64Array(nodes * BINS)
    for (const column of columns) {
      sumG.fill(0)
      sumH.fill(0)
      const from = column * n
      for (let i = 0; i < rows.length; i++) {
        const r = rows[i]!
        const at = node[r]! * BINS + bins[from + r]!
        sumG[at]! += g[r]!
        sumH[at]! += h[r]!
      }
      for (let k = 0; k < nodes; k++) split(tree, gain, sumG, sumH, k, nodes - 1 + k, column)
    }
    for (let i = 0; i < rows.length; i++) {
      const r = rows[i]!
      const at = nodes - 1 + node[r]!
      const column = tree.column[at]!
      node[r] = node[r]! * 2 + (column >= 0 && bins[column * n + r]! > tree.above[at]! ? 1 : 0)
    }
  }
  const leafG = new Float64Array(LEAVES)
  const leafH = new Float64Array(LEAVES)
  for (let i = 0; i < rows.length; i++) {
    leafG[node[rows[i]!]!]! += g[rows[i]!]!
    leafH[node[rows[i]!]!]! += h[rows[i]!]!
  }
  for (let k = 0; k < LEAVES; k++) tree.value[k] = (RATE * leafG[k]!) / (leafH[k]! + RIDGE)
  return tree
}

function split(
  tree: Tree,
  gain: Float64Array,
  sumG: Float64Array,
  sumH: Float64Array,
  node: number,
  at: number,
  column: number,
): void {
  let allG = 0
  let allH = 0
  for (let b = 0; b < BINS; b++) {
    allG += sumG[node * BINS + b]!
    allH += sumH[node * BINS + b]!
  }
  const whole = (allG * allG) / (allH + RIDGE)
  let leftG = 0
  let leftH = 0
  for (let b = 0; b < BINS - 1; b++) {
    leftG += sumG[node * BINS + b]!
    leftH += sumH[node * BINS + b]!
    if (leftH < LEAST_WEIGHT) continue
    if (allH - leftH < LEAST_WEIGHT) break
    const rightG = allG - leftG
    const better = (leftG * leftG) / (leftH + RIDGE) + (rightG * rightG) / (allH - leftH + RIDGE) - whole
    if (better <= gain[node]!) continue
    gain[node] = better
    tree.column[at] = column
    tree.above[at] = b
  }
}

function addTree({ column, above, value }: Tree, { n, bins }: Binned, logits: Float64Array): void {
  for (let r = 0; r < n; r++) {
    let at = 0
    for (let depth = 0; depth < DEPTH; depth++) {
      const c = column[at]!
      at = 2 * at + (c >= 0 && bins[c * n + r]! > above[at]! ? 2 : 1)
    }
    logits[r]! += value[at - INNER]!
  }
}
