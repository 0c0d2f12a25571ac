import { choleskyInPlace, solveCholesky } from './cholesky.ts'

/** Covariance of estimates, [size, size]. */
export type Covariance = Float64Array

/** The inverse of an information matrix, or null where it is not positive definite: then the answers do not settle it. */
export function covarianceOf(information: Float64Array, size: number): Covariance | null {
  const triangle = information.slice()
  if (!choleskyInPlace(triangle, size)) return null
  const covariance = new Float64Array(size * size)
  const unit = new Float64Array(size)
  for (let i = 0; i < size; i++) {
    unit[i] = 1
    covariance.set(solveCholesky(triangle, size, unit), i * size)
    unit[i] = 0
  }
  return covariance
}
