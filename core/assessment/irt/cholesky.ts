/**
 * Lower triangle L with L L' = matrix, in place of the matrix's lower triangle.
 *
 * @param matrix symmetric, size x size, rows one after the other
 * @returns false where the matrix is not positive definite; the matrix is then spoilt
 */
export function choleskyInPlace(matrix: Float64Array, size: number): boolean {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j] as number
      for (let k = 0; k < j; k++) sum -= (matrix[i * size + k] as number) * (matrix[j * size + k] as number)
      if (i !== j) matrix[i * size + j] = sum / (matrix[j * size + j] as number)
      else if (sum > 0) matrix[i * size + i] = Math.sqrt(sum)
      else return false
    }
  }
  return true
}

/** Solves L L' y = right for the triangle of `choleskyInPlace`; rows are read one after the other both ways. */
export function solveCholesky(triangle: Float64Array, size: number, right: ArrayLike<number>): Float64Array {
  const y = Float64Array.from(right)
  let first = 0
  while (first < size && y[first] === 0) first++
  for (let i = first; i < size; i++) {
    let sum = y[i] as number
    for (let k = first; k < i; k++) sum -= (triangle[i * size + k] as number) * (y[k] as number)
    y[i] = sum / (triangle[i * size + i] as number)
  }
  for (let i = size - 1; i >= 0; i--) {
    const value = (y[i] as number) / (triangle[i * size + i] as number)
    y[i] = value
    for (let k = 0; k < i; k++) y[k] = (y[k] as number) - (triangle[i * size + k] as number) * value
  }
  return y
}
