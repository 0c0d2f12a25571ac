import { expect, test } from 'vitest'
import { createTransformersEmbedder } from '#core/adapters/transformers'
import { cosine, embeddingModels } from '#core/embedding'
import { builtModel } from '../support/model.ts'
import { sentenceVectors } from './sentence-vectors.ts'

test('the int8 model in Node gives the pinned vectors', async () => {
  expect(sentenceVectors.model).toBe(embeddingModels.int8.sha256)
  const texts = sentenceVectors.sentences.map(({ text }) => text)
  const vectors = await createTransformersEmbedder({ modelRoot: builtModel() }).embed(texts)
  for (const [i, { vector }] of sentenceVectors.sentences.entries())
    expect(cosine(vectors[i] ?? [], vector)).toBeGreaterThan(0.999)
})
