import { expect, it } from 'vitest'
import { readingTime } from '#core/authoring'

it('counts words at 200 a minute and a second for each step', () => {
  const items = Array.from({ length: 10 }, () => 'one two three four five six seven eight nine ten')
  expect(readingTime([{ block: 'steps', items }])).toEqual({ words: 100, steps: 10, seconds: 40 })
  expect(readingTime([{ block: 'text', text: items.join(' ') }])).toEqual({ words: 100, steps: 0, seconds: 30 })
})
