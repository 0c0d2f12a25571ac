import { browser } from 'wxt/browser'
import { createWorkerEmbedder } from '#core/adapters/transformers'
import type { Embedder } from '#core/embedding'
import workerUrl from './embedder.worker.ts?worker&url'

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}

/** The pages take no text for a script's address, except this one file of our own package. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  return trustedTypes
    ? trustedTypes.createPolicy('handrail-embedder', { createScriptURL: (same) => same }).createScriptURL(url)
    : url
}

/** The int8 model in a worker of its own, from files of this package only. */
export function createPackagedEmbedder(): Embedder {
  const root = browser.runtime.getURL('/')
  const worker = new Worker(trusted(new URL(workerUrl, root).href), { type: 'module', name: 'handrail-embedder' })
  return createWorkerEmbedder(worker, { modelRoot: `${root}model/`, wasmRoot: `${root}ort/`, model: 'int8' })
}
