import type { Random } from '#core/base'
import { logistic } from '#core/base'
import { binOf, DEPTH, INNER, LEAVES, MOST_EDGES, type Trees } from './trees.ts'

export interface Examples {
  rows: readonly ArrayLike<number>[]
  /** what each should come to, [0, 1] */
  targets: readonly number[]
  /** how much each counts; 1 unless told */
  weights?: readonly number[]
}

export interface GrowOptions {
  trees: number
  /** share of a leaf's step that is taken */
  rate: number
  /** squared leaf values are held back by so much */
  ridge: number
  /** least curvature on either side of a split: about four times as many undecided rows */
  leastCurvature: number
  /** shares of rows and of features a tree sees */
  rowShare: number
  featureShare: number
}

/**
 * Boosted trees for log-odds, second order on histograms, as in XGBoost (Chen & Guestrin 2016, section 2): the gain of a split is
 * G^2 / (H + ridge) of both sides less that of the whole, a leaf -G / (H + ridge). Targets between 0 and 1 are fitted by cross-entropy too.
 */
export function growTrees({ rows, targets, weights }: Examples, options: GrowOptions, random: Random): Trees {
  const count = rows.length
  const features = rows[0]?.length ?? 0
  const edges = Array.from({ length: features }, (_, f) => edgesOf(rows.map((row) => row[f] ?? 0)))
  const bins = edges.map((list, f) => Uint8Array.from(rows, (row) => binOf(list, row[f] ?? 0)))
  const weightOf = Float64Array.from({ length: count }, (_, i) => weights?.[i] ?? 1)
  const all = weightOf.reduce((sum, w) => sum + w, 0)
  const mean = targets.reduce((sum, y, i) => sum + y * (weightOf[i] ?? 1), 0) / all
  const base = logOdds(mean)
  const sums = new Float64Array(count).fill(base)
  const trees: Trees = {
    edges,
    feature: new Uint8Array(options.trees * INNER),
    bin: new Uint8Array(options.trees * INNER).fill(255),
    leaf: new Float32Array(options.trees * LEAVES),
    base,
  }
  const gradient = new Float64Array(count)
  const curvature = new Float64Array(count)
  const node = new Uint8Array(count)
  for (let tree = 0; tree < options.trees; tree++) {
    for (let i = 0; i < count; i++) {
      const p = logistic(sums[i] ?? 0)
      const isSeen = random.next() < options.rowShare
      const weight = isSeen ? (weightOf[i] ?? 1) : 0
      gradient[i] = weight * (p - (targets[i] ?? 0))
      curvature[i] = weight * Math.max(1e-6, p * (1 - p))
    }
    const order = random.shuffle([...edges.keys()])
    const seen = order.slice(0, Math.max(1, Math.round(features * options.featureShare)))
    growOne(trees, tree, { bins, seen, gradient, curvature, node, options })
    for (let i = 0; i < count; i++) sums[i] = (sums[i] ?? 0) + (trees.leaf[tree * LEAVES + (node[i] ?? 0)] ?? 0)
  }
  return trees
}

interface Growing {
  bins: readonly Uint8Array[]
  seen: readonly number[]
  gradient: Float64Array
  curvature: Float64Array
  /** place of each row on the level being grown; after it its leaf */
  node: Uint8Array
  options: GrowOptions
}

function growOne(trees: Trees, tree: number, growing: Growing): void {
  const { bins, node, gradient, curvature, options } = growing
  node.fill(0)
  for (let level = 0; level < DEPTH; level++) {
    const width = 2 ** level
    const splits = bestSplits(width, growing)
    for (let n = 0; n < width; n++) {
      const at = tree * INNER + width - 1 + n
      trees.feature[at] = splits[n]?.feature ?? 0
      trees.bin[at] = splits[n]?.bin ?? 255
    }
    for (let i = 0; i < node.length; i++) {
      const n = node[i] ?? 0
      const split = splits[n]
      const goesRight = split !== undefined && split.gain > 0 && (bins[split.feature]?.[i] ?? 0) > split.bin
      node[i] = 2 * n + (goesRight ? 1 : 0)
    }
  }
  const g = new Float64Array(LEAVES)
  const h = new Float64Array(LEAVES)
  for (let i = 0; i < node.length; i++) {
    const leaf = node[i] ?? 0
    g[leaf] = (g[leaf] ?? 0) + (gradient[i] ?? 0)
    h[leaf] = (h[leaf] ?? 0) + (curvature[i] ?? 0)
  }
  for (let leaf = 0; leaf < LEAVES; leaf++)
    trees.leaf[tree * LEAVES + leaf] = (-options.rate * (g[leaf] ?? 0)) / ((h[leaf] ?? 0) + options.ridge)
}

interface Split {
  feature: number
  bin: number
  gain: number
}

function bestSplits(width: number, { bins, seen, gradient, curvature, node, options }: Growing): Split[] {
  const size = MOST_EDGES + 1
  // nothing is greater than bin 255: without a split every row goes left
  const best = Array.from({ length: width }, (): Split => ({ feature: 0, bin: 255, gain: 0 }))
  const g = new Float64Array(width * size)
  const h = new Float64Array(width * size)
  for (const feature of seen) {
    const column = bins[feature] ?? new Uint8Array()
    g.fill(0)
    h.fill(0)
    for (let i = 0; i < column.length; i++) {
      const at = (node[i] ?? 0) * size + (column[i] ?? 0)
      g[at] = (g[at] ?? 0) + (gradient[i] ?? 0)
      h[at] = (h[at] ?? 0) + (curvature[i] ?? 0)
    }
    for (let n = 0; n < width; n++) {
      const from = n * size
      let [wholeG, wholeH] = [0, 0]
      for (let b = from; b < from + size; b++) {
        wholeG += g[b] ?? 0
        wholeH += h[b] ?? 0
      }
      const whole = (wholeG * wholeG) / (wholeH + options.ridge)
      let [leftG, leftH] = [0, 0]
      for (let b = 0; b < size - 1; b++) {
        leftG += g[from + b] ?? 0
        leftH += h[from + b] ?? 0
        const [rightG, rightH] = [wholeG - leftG, wholeH - leftH]
        if (leftH < options.leastCurvature || rightH < options.leastCurvature) continue
        const gain = (leftG * leftG) / (leftH + options.ridge) + (rightG * rightG) / (rightH + options.ridge) - whole
        const known = best[n]
        if (known && gain > known.gain) best[n] = { feature, bin: b, gain }
      }
    }
  }
  return best
}

/** Edges that lie as many rows apart as can be, four digits each, so that they can be written short. */
function edgesOf(values: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort()
  const edges = new Set<number>()
  for (let k = 1; k <= MOST_EDGES; k++) {
    const value = sorted[Math.floor((k * sorted.length) / (MOST_EDGES + 1))] ?? 0
    edges.add(Number(value.toPrecision(4)))
  }
  return [...edges].sort((a, b) => a - b)
}

export const logOdds = (p: number): number => {
  const kept = Math.min(1 - 1e-4, Math.max(1e-4, p))
  return Math.log(kept / (1 - kept))
}
