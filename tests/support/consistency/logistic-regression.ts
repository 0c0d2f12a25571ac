/** One row: what is known, whether it is one, and how much it counts. */
export interface Example {
  x: readonly number[]
  isOne: boolean
  weight: number
}

/**
 * Weights of a logistic regression by Newton's method (iteratively reweighted least squares), the last one the constant. `ridge`
 * keeps weights of features that say the same from growing without end; the constant is free.
 *
 * @param ridge penalty of the squared weights
 */
export function fitLogistic(examples: readonly Example[], ridge: number): number[] {
  const size = (examples[0]?.x.length ?? 0) + 1
  let weights = Array.from({ length: size }, () => 0)
  for (let round = 0; round < 50; round++) {
    const gradient = weights.map((weight, i) => (i === size - 1 ? 0 : -ridge * weight))
    const curvature = weights.map((_, i) => weights.map((__, j) => (i === j && i < size - 1 ? ridge : 1e-9)))
    for (const { x, isOne, weight } of examples) {
      const row = [...x, 1]
      const p = 1 / (1 + Math.exp(-row.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0)))
      const slope = weight * p * (1 - p)
      for (const [i, xi] of row.entries()) {
        gradient[i] = (gradient[i] ?? 0) + weight * ((isOne ? 1 : 0) - p) * xi
        const line = curvature[i] ?? []
        for (const [j, xj] of row.entries()) line[j] = (line[j] ?? 0) + slope * xi * xj
      }
    }
    const step = solve(curvature, gradient)
    weights = weights.map((weight, i) => weight + (step[i] ?? 0))
    if (Math.max(...step.map(Math.abs)) < 1e-9) break
  }
  return weights
}

/** Least squares: the last number is the constant. */
export function fitLine(xs: readonly (readonly number[])[], ys: readonly number[]): number[] {
  const rows = xs.map((x) => [...x, 1])
  const size = rows[0]?.length ?? 0
  const matrix = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j) => rows.reduce((sum, row) => sum + (row[i] ?? 0) * (row[j] ?? 0), 0)),
  )
  const right = Array.from({ length: size }, (_, i) =>
    rows.reduce((sum, row, n) => sum + (row[i] ?? 0) * (ys[n] ?? 0), 0),
  )
  return solve(matrix, right)
}

/** Gauss, with the largest pivot. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0])
  const size = rows.length
  for (let column = 0; column < size; column++) {
    const pivot = rows
      .slice(column)
      .reduce(
        (best, row, i) => (Math.abs(row[column] ?? 0) > Math.abs(rows[best]?.[column] ?? 0) ? column + i : best),
        column,
      )
    const [here = [], there = []] = [rows[column], rows[pivot]]
    rows[column] = there
    rows[pivot] = here
    for (let i = 0; i < size; i++) {
      const row = rows[i] ?? []
      if (i === column) continue
      const factor = (row[column] ?? 0) / (there[column] ?? 1)
      for (let j = column; j <= size; j++) row[j] = (row[j] ?? 0) - factor * (there[j] ?? 0)
    }
  }
  return rows.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1))
}
