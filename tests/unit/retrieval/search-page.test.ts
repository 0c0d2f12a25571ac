import { expect, test } from 'vitest'
import { countWords } from '#core/knowledge'
import { embeddedText, toSearchPage } from '#core/retrieval'

const split = (text: string) =>
  toSearchPage({ id: 'p', title: 'P', passages: [{ id: 'p.1', headings: [], text }] }).passages

const sentences = (n: number) => Array.from({ length: n }, (_, i) => `Sentence number ${i} has a few words.`)

test('a passage that fits stays whole', () => {
  expect(split('Short and good.').map(({ text }) => text)).toEqual(['Short and good.'])
})

test.each([
  ['lines', sentences(60).join('\n')],
  ['sentences', sentences(60).join(' ')],
  ['words alone', 'word '.repeat(400)],
])('a long passage of %s is searched in parts of at most 150 words, under its own id', (_, text) => {
  const parts = split(text)
  expect(parts.length).toBeGreaterThan(1)
  expect(parts.every(({ id }) => id === 'p.1')).toBe(true)
  for (const part of parts) expect(countWords(part.text)).toBeLessThanOrEqual(150)
  expect(
    parts
      .map((part) => part.text)
      .join(' ')
      .split(/\s+/)
      .filter(Boolean),
  ).toEqual(text.split(/\s+/).filter(Boolean))
})

test('no part is a short rest', () => {
  const parts = split(sentences(24).join(' '))
  expect(Math.min(...parts.map(({ text }) => countWords(text)))).toBeGreaterThan(60)
})

test('an empty passage has no part', () => expect(split(' \n ')).toEqual([]))

test('the embedded text begins with title and headings, cut at 200 characters', () => {
  expect(embeddedText('Refunds', ['Cards', 'Limits'], 'Up to 80.')).toBe('Refunds > Cards > Limits. Up to 80.')
  expect(embeddedText('x'.repeat(300), [], 'text')).toBe(`${'x'.repeat(200)}. text`)
})
