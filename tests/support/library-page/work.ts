const STEPS = 60_000_000

/** @returns ms a fixed amount of arithmetic takes: says how fast the process really runs */
export function work(): number {
  const begunMs = performance.now()
  let sum = 1
  for (let i = 1; i < STEPS; i++) sum = (sum * 31 + i) % 1_000_003
  const tookMs = performance.now() - begunMs
  return sum < 0 ? 0 : tookMs
}
