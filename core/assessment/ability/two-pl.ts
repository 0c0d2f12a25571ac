import { curve } from '../irt/curve.ts'
import type { Parameters } from './parameters.ts'

/**
 * P(correct | theta) under the 2PL, averaged over what is not known about a and b.
 *
 * The average of a logistic over a normal logit with mean m and variance s2 is close to logistic(m / sqrt(1 + pi s2 / 8))
 * (MacKay 1992, eq. 10; within .02): the same curve with a smaller discrimination. With independent errors
 * s2 = a2 seB2 + (theta - b)2 seA2 + seA2 seB2. Each item is answered once, so averaging per item loses nothing, and
 * uncertain items flatten the likelihood: the standard error of the ability then carries the parameters' error without a
 * second estimate.
 *
 * @param theta logits, [-4, 4] @returns (0, 1)
 */
export function probability(theta: number, { a, b, seA, seB }: Parameters): number {
  const distance = theta - b
  const variance = a * a * seB * seB + distance * distance * seA * seA + seA * seA * seB * seB
  return curve(theta, { a: a / Math.sqrt(1 + (Math.PI * variance) / 8), b }).p
}

/**
 * Fisher information of an item at theta, 1/logit2: P'2 / (P Q) (Lord 1980, eq. 5-9), which for known parameters is a2 P Q.
 * The slope is a central difference, because the averaged curve's discrimination changes with theta.
 */
export function information(theta: number, item: Parameters): number {
  const step = 1e-4
  const slope = (probability(theta + step, item) - probability(theta - step, item)) / (2 * step)
  const p = probability(theta, item)
  return (slope * slope) / (p * (1 - p))
}
