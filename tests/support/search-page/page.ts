import { wrap } from 'comlink'
import type { SearchTimes, Times } from './measure.ts'
import type { Measures } from './worker.ts'

declare global {
  interface Window {
    measureSearch(passages: number, readingKernel: number[]): Promise<SearchTimes>
    measureOpening(passages: number): Promise<{ reading: Times; opening: Times }>
  }
}

const worker = () => wrap<Measures>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }))

// each in a worker of its own, so that none pays for what another left in memory
window.measureSearch = (passages, kernel) => worker().measureSearch(passages, Uint8Array.from(kernel))
window.measureOpening = (passages) => worker().measureOpening(passages)
