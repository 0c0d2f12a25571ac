/**
 * Our own main-thread time allowed on a page, per window of ten seconds: a hundredth of it. The page has only a wall clock, so what
 * other programs take meanwhile counts too; with 40 ms a busy machine ended guides on pages of a hundred elements.
 */
export const BUDGET_MS = 100
const WINDOW_MS = 10_000
/** A breach is forgotten after this time. */
const FORGIVEN_MS = 60_000
/** From here the browser calls it a long task. */
const LONG_TASK_MS = 50

/**
 * Counts what we cost a page. Over budget, or a long task, is a breach; the second within a minute says stop: a tip is never worth
 * a slow tool. The first may be the machine's (a browser that starts, a page that lays itself out for the first time), and its
 * result is paid for already.
 *
 * @returns runs `work` and gives its result, or null and calls `stop` at the second breach with the milliseconds that were too many
 */
export function createWatchdog({ nowMs, stop }: { nowMs(): number; stop(ms: number): void }) {
  let spent: { atMs: number; ms: number }[] = []
  let breachMs = Number.NEGATIVE_INFINITY
  return function run<T>(work: () => T): T | null {
    const start = nowMs()
    const result = work()
    const end = nowMs()
    spent = [...spent.filter(({ atMs }) => end - atMs < WINDOW_MS), { atMs: end, ms: end - start }]
    const total = spent.reduce((sum, { ms }) => sum + ms, 0)
    if (end - start < LONG_TASK_MS && total <= BUDGET_MS) return result
    if (end - breachMs > FORGIVEN_MS) {
      breachMs = end
      spent = []
      return result
    }
    stop(Math.max(total, end - start))
    return null
  }
}
