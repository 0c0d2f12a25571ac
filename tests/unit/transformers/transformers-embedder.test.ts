import { expect, test } from 'vitest'
import { createTransformersEmbedder } from '#core/adapters/transformers'
import { cosine } from '#core/embedding'
import { builtModel } from '../../support/model.ts'

const modelRoot = builtModel()

test('the exact model gives the published vectors', async () => {
  const embedder = createTransformersEmbedder({ modelRoot, model: 'exact' })
  const [first, second] = await embedder.embed(['This is an example sentence', 'Each sentence is converted'])
  const published = [0.0676569, 0.0634959, 0.0487131]
  for (const [i, value] of published.entries()) expect(Math.abs((first?.[i] ?? 0) - value)).toBeLessThan(1e-4)
  expect(first).toHaveLength(384)
  expect(second).toHaveLength(384)
})

test('the int8 model agrees with the exact one, and its vectors have unit length', async () => {
  const text = ['How do I refund a customer after ninety days?', 'Escalate at once when a payment was taken twice.']
  const int8 = await createTransformersEmbedder({ modelRoot }).embed(text)
  const exact = await createTransformersEmbedder({ modelRoot, model: 'exact' }).embed(text)
  for (const [i, vector] of int8.entries()) expect(cosine(vector, exact[i] ?? [])).toBeGreaterThan(0.99)
  expect(Math.hypot(...(int8[0] ?? []))).toBeCloseTo(1, 4)
})

test('a text has the same vector alone and among others, empty and over-long ones included', async () => {
  const embedder = createTransformersEmbedder({ modelRoot })
  const text = 'Close the till'
  const [alone] = await embedder.embed([text])
  const [, among] = await embedder.embed(['', text, 'word '.repeat(50_000)])
  expect(among).toEqual(alone)
})

test('an abort ends the work between two texts', async () => {
  const embedder = createTransformersEmbedder({ modelRoot })
  const stop = new AbortController()
  const work = embedder.embed(
    Array.from({ length: 500 }, (_, i) => `text ${i}`),
    stop.signal,
  )
  setTimeout(() => stop.abort(new Error('enough')), 20)
  await expect(work).rejects.toThrow('enough')
})

test('a missing model is an AppError, nobody is asked for it, and the next use tries again', async () => {
  const embedder = createTransformersEmbedder({ modelRoot: '/nowhere/' })
  await expect(embedder.embed(['x'])).rejects.toMatchObject({ code: 'embedder-unavailable' })
  await expect(embedder.embed(['x'])).rejects.toMatchObject({ code: 'embedder-unavailable' })
})
