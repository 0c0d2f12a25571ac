import { expect, test } from 'vitest'
import { sha256Hex } from '#core/base'
import { countWords, readDocument } from '#core/knowledge'
import { toPassages } from '../../../core/knowledge/passages.ts'

const words = (n: number, word = 'word') => Array.from({ length: n }, (_, i) => `${word}${i}`).join(' ')

function passages(markdown: string) {
  const result = readDocument({ path: 'page.md', content: markdown, today: '2026-06-01' })
  if (result.state === 'refused') throw new Error(result.reason)
  return result.body.passages
}

const page = `# Page
${words(80, 'intro')}

## Limits
${words(70, 'a')}

${words(70, 'b')}

${words(70, 'c')}

### For cards
${words(90, 'd')}

## Limits
${words(100, 'e')}
`

test('passages are named after their headings and their place under them', () => {
  expect(passages(page).map(({ id, path }) => [id, path])).toEqual([
    ['top.1', []],
    ['limits.1', ['Limits']],
    ['limits.2', ['Limits']],
    ['limits/for-cards.1', ['Limits', 'For cards']],
    ['limits-2.1', ['Limits']],
  ])
})

test('a passage holds at most 150 words, and its hash is that of its text', () => {
  for (const passage of passages(page)) {
    expect(countWords(passage.text)).toBeLessThanOrEqual(150)
    expect(passage.sha256).toBe(sha256Hex(passage.text))
  }
})

test('sections of fewer than 60 words are joined', () => {
  const joined = passages(`# Page\n\n## A\n\n${words(20)}\n\n## B\n\n${words(30)}\n\n## C\n\n${words(140)}`)
  expect(joined.map(({ id }) => id)).toEqual(['a.1', 'c.1'])
  expect(joined[0]?.text).toContain('\nB\n')
})

test('one block with more than 150 words stays whole', () => {
  const [first, second] = passages(`# Page\n\n${words(70)}\n\n1. ${words(200)}\n2. done`)
  expect(first?.blocks).toHaveLength(1)
  expect(second?.blocks).toHaveLength(1)
})

test.each(['intro5', 'a7', 'b3', 'c2', 'd9', 'e1'])('editing a paragraph (%s) changes one hash and no id', (word) => {
  const before = passages(page)
  const after = passages(page.replace(`${word} `, `${word} changed `))
  expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
  expect(after.filter(({ sha256 }, i) => sha256 !== before[i]?.sha256)).toHaveLength(1)
})

test('a new section leaves ids and hashes of the others alone', () => {
  const before = passages(page)
  const after = passages(page.replace('## Limits', `## Before you start\n\n${words(90, 'new')}\n\n## Limits`))
  const kept = after.filter(({ id, sha256 }) => before.some((b) => b.id === id && b.sha256 === sha256))
  expect(kept).toHaveLength(before.length)
})

test('twenty thousand equal headings each get an id of their own, in time that grows with their count', () => {
  const block = { block: 'text' as const, text: words(70) }
  const startMs = performance.now()
  const ids = toPassages(Array.from({ length: 20_000 }, () => [{ heading: 'Notes', depth: 1 }, { block }]).flat())
  // counted anew for each, the last alone would be tried 20,000 times
  expect(performance.now() - startMs).toBeLessThan(20_000)
  expect(new Set(ids.map(({ id }) => id)).size).toBe(20_000)
  expect(ids.slice(0, 3).map(({ id }) => id)).toEqual(['notes.1', 'notes-2.1', 'notes-3.1'])
})
