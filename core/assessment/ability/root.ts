/**
 * Root of f between two points at which its signs differ, by Brent's method (Brent 1973, "zeroin"): the secant or inverse
 * quadratic step while it shrinks the bracket, halving otherwise. Where f has several roots, the steps decide which one is
 * found; they are those of R's `uniroot`, so the choice is the same.
 *
 * @returns within 1e-10 of a root; an end of the range if f is 0 there
 */
export function rootBetween(f: (x: number) => number, from: number, to: number): number {
  let a = from
  let b = to
  let fa = f(a)
  let fb = f(b)
  if (fa === 0) return a
  if (fb === 0) return b
  let c = a
  let fc = fa
  for (let round = 0; round < 200; round++) {
    const previous = b - a
    if (Math.abs(fc) < Math.abs(fb)) {
      a = b
      b = c
      c = a
      fa = fb
      fb = fc
      fc = fa
    }
    const tolerance = 2 * Number.EPSILON * Math.abs(b) + 0.5e-10
    let step = (c - b) / 2
    if (Math.abs(step) <= tolerance || fb === 0) return b
    if (Math.abs(previous) >= tolerance && Math.abs(fa) > Math.abs(fb))
      step = interpolated({ a, b, c, fa, fb, fc }, step, previous, tolerance)
    if (Math.abs(step) < tolerance) step = Math.sign(step) * tolerance
    a = b
    fa = fb
    b += step
    fb = f(b)
    if (fb > 0 === fc > 0) {
      c = a
      fc = fa
    }
  }
  return b
}

interface Bracket {
  a: number
  b: number
  c: number
  fa: number
  fb: number
  fc: number
}

/** The interpolated step if it stays well inside the bracket and shrinks fast enough, else the half. */
function interpolated({ a, b, c, fa, fb, fc }: Bracket, half: number, previous: number, tolerance: number): number {
  const width = c - b
  let p: number
  let q: number
  const t1 = fb / fc
  const s = fb / fa
  if (a === c) {
    p = width * s
    q = 1 - s
  } else {
    const t = fa / fc
    p = s * (width * t * (t - t1) - (b - a) * (t1 - 1))
    q = (t - 1) * (t1 - 1) * (s - 1)
  }
  if (p > 0) q = -q
  else p = -p
  const fits = p < 0.75 * width * q - Math.abs(tolerance * q) / 2 && p < Math.abs((previous * q) / 2)
  return fits ? p / q : half
}
