/** Our own main-thread time allowed on a page, per window of ten seconds. The budget per navigation is 10 ms at p95. */
export const BUDGET_MS = 40
const WINDOW_MS = 10_000
/** From here the browser calls it a long task. */
const LONG_TASK_MS = 50

/**
 * Counts what we cost a page. Over budget, or a long task, is a breach; the second one says stop: a tip is never worth a slow
 * tool. The first may be the machine's (a browser that starts, a page that lays itself out for the first time), and its
 * result is paid for already.
 *
 * @returns runs `work` and gives its result, or null and calls `stop` at the second breach with the milliseconds that were too many
 */
export function createWatchdog({ nowMs, stop }: { nowMs(): number; stop(ms: number): void }) {
  let spent: { atMs: number; ms: number }[] = []
  let warned = false
  return function run<T>(work: () => T): T | null {
    const start = nowMs()
    const result = work()
    const end = nowMs()
    spent = [...spent.filter(({ atMs }) => end - atMs < WINDOW_MS), { atMs: end, ms: end - start }]
    const total = spent.reduce((sum, { ms }) => sum + ms, 0)
    if (end - start < LONG_TASK_MS && total <= BUDGET_MS) return result
    if (!warned) {
      warned = true
      spent = []
      return result
    }
    stop(Math.max(total, end - start))
    return null
  }
}
