import { STAY_SECONDS } from '#core/context'

/**
 * How long the page has been in one state, told only in the steps of `STAY_SECONDS`, so that a page speaks again a few times,
 * not every second. A new state, or a page out of sight, begins anew.
 *
 * @param due called when the next step is reached
 */
export function createStay({ nowMs, due, signal }: { nowMs(): number; due(): void; signal: AbortSignal }) {
  let state = ''
  let sinceMs = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  signal.addEventListener('abort', () => clearTimeout(timer))

  function next(): void {
    clearTimeout(timer)
    const elapsedMs = nowMs() - sinceMs
    const step = STAY_SECONDS.find((seconds) => seconds * 1_000 > elapsedMs)
    if (step === undefined || signal.aborted) return
    timer = setTimeout(
      () => {
        due()
        next()
      },
      step * 1_000 - elapsedMs,
    )
  }

  return {
    /** @returns seconds: 0, or the last step reached in this state */
    secondsIn(current: string): number {
      if (current !== state) {
        state = current
        sinceMs = nowMs()
        next()
      }
      const elapsedMs = nowMs() - sinceMs
      return STAY_SECONDS.findLast((seconds) => seconds * 1_000 <= elapsedMs) ?? 0
    },
    /** the page is out of sight: the time does not count */
    away(): void {
      state = ''
      clearTimeout(timer)
    },
  }
}
