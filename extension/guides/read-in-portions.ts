import { pageRoots } from '../page/page-roots.ts'
import { type PageReading, portions } from './read-page-facts.ts'

/** Longest we hold the page's thread in one go, ms. At a quarter of this machine's speed a frame still has 12 ms left. */
const SLICE_MS = 4

interface Pace {
  nowMs(): number
  /** gives way to all the page has to do */
  rest(): Promise<void>
  signal: AbortSignal
}

/** Reads the whole page a few milliseconds at a time. @returns null when it was called off */
export async function readPageInPortions(page: Document, { nowMs, rest, signal }: Pace): Promise<PageReading | null> {
  const reading = portions(pageRoots(page))
  let untilMs = nowMs() + SLICE_MS
  for (;;) {
    const { done, value } = reading.next()
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
