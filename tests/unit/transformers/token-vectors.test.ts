import { expect, test } from 'vitest'
import { createTransformersEmbedder } from '#core/adapters/transformers'
import { cosine } from '#core/embedding'
import { builtModel } from '../../support/model.ts'

const embedder = createTransformersEmbedder({ modelRoot: builtModel() })
const embedOne = async (text: string) => (await embedder.embedTokens?.([text]))?.[0] ?? { pooled: [], tokens: [] }

test('token vectors come with the vector that the whole text has', async () => {
  const text = 'I ask my team lead before any money moves.'
  const { pooled, tokens } = await embedOne(text)
  const [whole] = await embedder.embed([text])
  expect(cosine(pooled, whole ?? [])).toBeGreaterThan(0.999999)
  for (const { vector } of tokens) expect(Math.hypot(...vector)).toBeCloseTo(1, 4)
})

test('each token says where it stands in the text, whatever its accents, signs and pieces', async () => {
  const text = 'The résumé  didn’t arrive: “photosynthesis” 1.5V 日本 😀 end'
  const { tokens } = await embedOne(text)
  expect(tokens.map(({ from, to }) => text.slice(from, to))).toEqual(
    'The résumé didn ’ t arrive : “ photos yn thesis ” 1 . 5 V 日 本 😀 end'.split(' '),
  )
})

test('the same word means more alike in sentences that mean alike', async () => {
  const wordIn = async (text: string, word: string) => {
    const { tokens } = await embedOne(text)
    const token = tokens.find(({ from, to }) => text.slice(from, to) === word)
    return token?.vector ?? []
  }
  const money = await wordIn('The bank pays interest on savings', 'bank')
  const lender = await wordIn('Ask the bank for a loan', 'bank')
  const river = await wordIn('We sat on the bank of the river', 'bank')
  expect(cosine(money, lender)).toBeGreaterThan(cosine(money, river))
})

test('an empty text has a vector and no tokens', async () => {
  const { pooled, tokens } = await embedOne('')
  expect(tokens).toEqual([])
  expect(pooled).toHaveLength(384)
})
