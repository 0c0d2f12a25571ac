// Vite's scan for packages to bundle does not follow #core; one it meets later reloads the page in the middle of a test.
import '@xenova/transformers'
import 'comlink'
import { expect, test } from 'vitest'
import { createTransformersEmbedder, createWorkerEmbedder } from '#core/adapters/transformers'
import { cosine, type Embedder } from '#core/embedding'
import { sentenceVectors } from '../golden/sentence-vectors.ts'

const roots = {
  modelRoot: new URL('/dist/model/', location.origin).href,
  wasmRoot: new URL('/node_modules/@xenova/transformers/dist/', location.origin).href,
}
const startWorker = () =>
  new Worker(new URL('../../core/adapters/transformers/embedder-worker.ts', import.meta.url), { type: 'module' })
const texts = sentenceVectors.sentences.map(({ text }) => text)

async function leastAgreement(embedder: Embedder): Promise<number> {
  const vectors = await embedder.embed(texts)
  return Math.min(...sentenceVectors.sentences.map(({ vector }, i) => cosine(vectors[i] ?? [], vector)))
}

test('the int8 model in a page agrees with Node, and asks no other host', async () => {
  expect(await leastAgreement(createTransformersEmbedder(roots))).toBeGreaterThan(0.999)
  const hosts = performance.getEntriesByType('resource').map(({ name }) => new URL(name).host)
  expect([...new Set(hosts)].filter((host) => host && host !== location.host)).toEqual([])
})

test('the int8 model in a worker of its own agrees with Node', async () => {
  const worker = startWorker()
  expect(await leastAgreement(createWorkerEmbedder(worker, roots))).toBeGreaterThan(0.999)
  worker.terminate()
})

test('token vectors of a worker stand where those of a page do, and agree with its pooled vector', async () => {
  const worker = startWorker()
  const text = 'Ask the team lead first'
  const embedder = createWorkerEmbedder(worker, roots)
  const [made] = (await embedder.embedTokens?.([text])) ?? []
  const [whole] = await embedder.embed([text])
  expect(made?.tokens.map(({ from, to }) => text.slice(from, to))).toEqual(text.split(' '))
  expect(cosine(made?.pooled ?? [], whole ?? [])).toBeGreaterThan(0.999999)
  worker.terminate()
})

test('a model that is not there is an AppError, in a page and from a worker', async () => {
  const missing = { ...roots, modelRoot: new URL('/nowhere/', location.origin).href }
  const worker = startWorker()
  for (const embedder of [createTransformersEmbedder(missing), createWorkerEmbedder(worker, missing)])
    await expect(embedder.embed(['x'])).rejects.toMatchObject({ name: 'AppError', code: 'embedder-unavailable' })
  worker.terminate()
})
