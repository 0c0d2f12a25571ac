import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { marksIn } from '../../../core/retrieval/marks.ts'
import { createPostings } from '../../../core/retrieval/postings.ts'
import { reasons } from '../../../core/retrieval/reasons.ts'
import { createEquivalents } from '../../../core/retrieval/synonyms.ts'
import { createVocabulary } from '../../../core/retrieval/terms.ts'
import { dataSet } from '../../support/data-sets.ts'

const more = [
  '',
  ' ',
  'a',
  '\ud83c',
  '\udf89x\ud83c',
  '\u0000\u0007',
  'x'.repeat(10_000),
  '返'.repeat(10_000),
  'é '.repeat(5_000),
]

/** Everything that is done with a text as a page, as a question and as a group of synonyms. */
function goThrough(texts: readonly string[]): void {
  const vocabulary = createVocabulary()
  const postings = createPostings()
  for (const text of texts) postings.add([vocabulary.termsOf(text), [], [], vocabulary.termsOf(text)])
  const equivalents = createEquivalents(texts.map((text, i) => [text, texts[i + 1] ?? 'last']))
  const opened = createVocabulary(structuredClone(vocabulary.save()))
  expect(opened.size).toBe(vocabulary.size)
  for (const text of texts) {
    const terms = opened.queryTerms(text, { equivalents, typing: true, frequency: postings.frequency })
    const scores = new Float32Array(postings.documents)
    postings.score(terms, scores)
    expect(scores.every((score) => score >= 0 && score < 10_000)).toBe(true)
    const page = { id: '1', title: text, passages: [{ id: '1', headings: [text], text }] }
    for (const [start, end] of marksIn(text, terms, opened)) expect(end).toBeGreaterThan(start)
    expect(Array.isArray(reasons(page, page.passages[0], terms, opened, null))).toBe(true)
  }
}

test('letters of any kind, none and ten thousand go through the search by words', () => goThrough(more))

test('so do the 515 strings that break programs', () => {
  const path = dataSet('strings/blns.json')
  if (!path) return
  const strings: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (!Array.isArray(strings)) throw new Error('blns.json is no list')
  expect(strings).toHaveLength(515)
  goThrough(strings.map(String))
})
