import { logistic } from '#core/base'
/**
 * An item's curve under the four-parameter logistic model (Barton & Lord 1981): discrimination `a` (per logit), difficulty
 * `b` (logits), lower asymptote `c` (0 unless told) and upper asymptote `d` (1 unless told). c = 0, d = 1 is the 2PL
 * (Birnbaum 1968), c = 0 with one common a the Rasch model; no scaling constant (D = 1).
 */
export interface ItemModel {
  a: number
  b: number
  c?: number
  d?: number
}

export interface CurvePoint {
  /** P(correct | theta) */
  p: number
  /** 1 - p, to full precision where p is close to 1 */
  q: number
  /** first derivative of p by theta, per logit */
  slope: number
  /** second derivative, per logit2 */
  bend: number
}

/** P = c + (d - c) logistic(a (theta - b)), with its first two derivatives. @param theta logits */
export function curve(theta: number, { a, b, c = 0, d = 1 }: ItemModel): CurvePoint {
  const up = logistic(a * (theta - b))
  const down = logistic(-a * (theta - b))
  const slope = a * (d - c) * up * down
  return { p: c + (d - c) * up, q: 1 - d + (d - c) * down, slope, bend: a * slope * (down - up) }
}

/** Fisher information of an answer at theta, 1/logit2: P'2 / (P Q) (Lord 1980, eq. 5-9). */
export function fisherInformation(theta: number, item: ItemModel): number {
  const { p, q, slope } = curve(theta, item)
  return (slope * slope) / (p * q)
}
