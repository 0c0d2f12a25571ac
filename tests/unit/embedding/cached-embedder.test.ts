import { expect, test } from 'vitest'
import { createMemoryVectorCache } from '#core/adapters/memory'
import { createCachedEmbedder, type Embedder, quantise } from '#core/embedding'

/** Counts what it is asked; a text's vector is its first letters. */
function letters(model = 'letters'): Embedder & { asked: string[] } {
  const asked: string[] = []
  const vector = (text: string) => Float32Array.from({ length: 4 }, (_, i) => text.charCodeAt(i) || 1)
  return {
    model,
    dimensions: 4,
    asked,
    embed: async (texts, signal) => {
      signal?.throwIfAborted()
      asked.push(...texts)
      return texts.map(vector)
    },
  }
}

test('a text is embedded once, however often and in whatever order it is asked for', async () => {
  const embedder = letters()
  const cached = createCachedEmbedder(embedder, createMemoryVectorCache())
  const first = await cached.vectors(['refund', 'escalate', 'refund'])
  const again = await cached.vectors(['escalate', 'refund'])
  expect(embedder.asked).toEqual(['refund', 'escalate'])
  expect(again).toEqual([first[1], first[0]])
  expect(first[0]).toEqual(first[2])
})

test('vectors of one model are not taken for those of another', async () => {
  const cache = createMemoryVectorCache()
  const other = letters('other')
  await createCachedEmbedder(letters(), cache).vectors(['refund'])
  await createCachedEmbedder(other, cache).vectors(['refund'])
  expect(other.asked).toEqual(['refund'])
})

test('what was embedded before an interruption is kept', async () => {
  const cache = createMemoryVectorCache()
  const texts = Array.from({ length: 40 }, (_, i) => `text ${i}`)
  const stop = new AbortController()
  const first = createCachedEmbedder(letters(), cache)
  const onProgress = () => stop.abort()
  await expect(first.vectors(texts, { signal: stop.signal, onProgress })).rejects.toThrow()
  const embedder = letters()
  await createCachedEmbedder(embedder, cache).vectors(texts)
  expect(embedder.asked).toEqual(texts.slice(32))
})

test('queries are not kept', async () => {
  const embedder = letters()
  const cached = createCachedEmbedder(embedder, createMemoryVectorCache())
  await cached.embed(['refund'])
  await cached.embed(['refund'])
  expect(embedder.asked).toHaveLength(2)
  expect(quantise(Float32Array.of(0, 0))).toEqual(Int8Array.of(0, 0))
})
