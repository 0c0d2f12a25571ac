import { createWorkerEmbedder } from '#core/adapters/transformers'

declare global {
  interface Window {
    /** ms of each embedding after the first; the first, with loading, is `loadMs` */
    timeEmbedding(texts: string[]): Promise<{ loadMs: number; eachMs: number[] }>
  }
}

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
const at = (path: string) => new URL(path, location.origin).href
const embedder = createWorkerEmbedder(worker, { modelRoot: at('/model/'), wasmRoot: at('/ort/') })

window.timeEmbedding = async (texts) => {
  const timed = async (text: string) => {
    const begun = performance.now()
    await embedder.embed([text])
    return performance.now() - begun
  }
  const loadMs = await timed('warm up')
  const eachMs: number[] = []
  for (const text of texts) eachMs.push(await timed(text))
  return { loadMs, eachMs }
}
