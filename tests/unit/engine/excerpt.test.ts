import { expect, it } from 'vitest'
import { createRandom } from '#core/base'
import { excerptOf } from '../../../core/engine/excerpt.ts'

const cut = (text: string, word: string) => {
  const marks = [...text.matchAll(new RegExp(word, 'g'))].map(
    (match) => [match.index, match.index + word.length] as const,
  )
  return excerptOf(text, marks)
}
const marked = ({ text, marks }: ReturnType<typeof excerptOf>) => marks.map(([start, end]) => text.slice(start, end))

it('shows a short passage whole', () => {
  expect(cut('Up to 50 the agent pays.', 'agent')).toEqual({ text: 'Up to 50 the agent pays.', marks: [[13, 18]] })
})

it('shows of a long passage the part with most marks, between whole words', () => {
  const filler = 'one two three four five six seven eight nine ten '.repeat(10)
  const shown = cut(`${filler}a refund ${filler}then refund and refund again ${filler}`, 'refund')
  expect(marked(shown)).toEqual(['refund', 'refund'])
  expect(shown.text).toMatch(/^… \w.*then refund and refund again.* …$/)
  expect(shown.text.length).toBeLessThanOrEqual(240 + 60 + 4)
})

it('shows the beginning where nothing is marked', () => {
  const text = 'word '.repeat(200)
  expect(excerptOf(text, []).text).toMatch(/^word .* …$/)
})

it('never cuts a character in two, nor leaves a mark outside, whatever the text', () => {
  const seed = 7
  const { next: roll } = createRandom(seed)
  for (let n = 0; n < 300; n++) {
    const letters = ['a', 'b', ' ', '😀', '退', '\n']
    const text = Array.from(
      { length: 100 + Math.floor(roll() * 600) },
      () => letters[Math.floor(roll() * letters.length)],
    ).join('')
    const at = [...text.matchAll(/ab/g)].map((match) => [match.index, match.index + 2] as const)
    const shown = excerptOf(text, at)
    expect(shown.text.isWellFormed(), `seed ${seed}, round ${n}`).toBe(true)
    expect(
      marked(shown).every((word) => word === 'ab'),
      `seed ${seed}, round ${n}`,
    ).toBe(true)
    expect(shown.text.length).toBeLessThan(320)
  }
})
