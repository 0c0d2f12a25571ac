/** Every tree asks `DEPTH` questions of a row, one a level, and gives the number of the leaf it comes to. */
export const DEPTH = 4
export const INNER = 2 ** DEPTH - 1
export const LEAVES = 2 ** DEPTH
/** A feature's values are told apart by at most so many edges; one number says between which two a value lies. */
export const MOST_EDGES = 31

export interface Trees {
  /** for each feature the ascending edges; a value's bin is how many of them it exceeds */
  edges: readonly (readonly number[])[]
  /** INNER a tree, breadth first: the feature asked of */
  feature: Uint8Array
  /** INNER a tree: a row goes right where its bin is greater */
  bin: Uint8Array
  /** LEAVES a tree, log-odds */
  leaf: Float32Array
  /** log-odds before any tree */
  base: number
}

/** How many edges a value exceeds. */
export function binOf(edges: readonly number[], value: number): number {
  let low = 0
  let high = edges.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (value > (edges[middle] ?? 0)) low = middle + 1
    else high = middle
  }
  return low
}

/** @returns log-odds */
export function askTrees(trees: Trees, row: ArrayLike<number>): number {
  const bins = Uint8Array.from(trees.edges, (edges, i) => binOf(edges, row[i] ?? 0))
  let sum = trees.base
  for (let tree = 0; tree * LEAVES < trees.leaf.length; tree++) {
    let node = 0
    while (node < INNER) {
      const at = tree * INNER + node
      const goesRight = (bins[trees.feature[at] ?? 0] ?? 0) > (trees.bin[at] ?? 0)
      node = 2 * node + (goesRight ? 2 : 1)
    }
    sum += trees.leaf[tree * LEAVES + node - INNER] ?? 0
  }
  return sum
}
