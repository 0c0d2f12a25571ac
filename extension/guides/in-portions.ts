/** Longest we hold the page's thread in one go, ms: at a quarter of the speed a frame still has 12 ms left. */
const SLICE_MS = 4

interface Pace {
  nowMs(): number
  /** gives way to all the page has to do */
  rest(): Promise<void>
  signal: AbortSignal
}

/** Does work that can be stopped at any step a few milliseconds at a time. @returns null when it was called off */
export async function inPortions<T extends object>(
  work: Generator<void, T, void>,
  { nowMs, rest, signal }: Pace,
): Promise<T | null> {
  let untilMs = nowMs() + SLICE_MS
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
    if (nowMs() < untilMs) continue
    await rest()
    if (signal.aborted) return null
    untilMs = nowMs() + SLICE_MS
  }
}

/** Behind all the page wants to do, where the browser can say so. */
export const giveWay = (): Promise<void> =>
  'scheduler' in globalThis
    ? scheduler.postTask(() => {}, { priority: 'background' })
    : new Promise((done) => setTimeout(done))
