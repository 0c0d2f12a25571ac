import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { objectBytes, readEnvelope } from '#core/content'
import { type DocumentBody, MAX_DOCUMENT_BYTES, readDocument } from '#core/knowledge'
import { dataSet } from '../../support/data-sets.ts'

const complete = `---
title: Refunds
scope: Card payments in shops
version-date: 2026-01-31
owner: finance
review-by: 2027-01-31
roles: [support-agent]
competencies: refunds, escalation
---
# Refunds

Pay back within five days.
`
const read = (content: string | Uint8Array, path = 'guides/Refunds.md', today = '2026-06-01') =>
  readDocument({ path, content, today })

function body(content: string, path?: string): DocumentBody {
  const result = read(content, path)
  if (result.state === 'refused') throw new Error(result.reason)
  return result.body
}

test('a page with all seven fields is taken as complete', () => {
  const result = read(complete)
  expect(result).toMatchObject({ state: 'taken', id: 'guides/refunds', missing: [], warnings: [] })
  expect(body(complete)).toMatchObject({
    title: 'Refunds',
    scope: 'Card payments in shops',
    versionDate: '2026-01-31',
    owner: 'finance',
    reviewBy: '2027-01-31',
    roles: ['support-agent'],
    competencies: ['refunds', 'escalation'],
    path: 'guides/Refunds.md',
  })
})

test('a page says by name what it lacks to be citable', () => {
  expect(read('# Travel\n\nBook early.')).toMatchObject({
    missing: ['scope', 'version-date', 'owner', 'review-by', 'roles', 'competencies'],
    body: { title: 'Travel' },
  })
})

test('the title falls back to the first heading, then to the file name', () => {
  expect(body('Text\n\n## Late heading').title).toBe('Late heading')
  expect(body('Text only', 'a/how-to.md').title).toBe('how-to')
})

test('a field that cannot be read counts as missing, and says why', () => {
  const result = read(complete.replace('2027-01-31', 'soon').replace('[support-agent]', '[Support Agent]'))
  expect(result).toMatchObject({ state: 'taken', missing: ['review-by', 'roles'] })
  expect(result.state === 'taken' && result.warnings.join('\n')).toMatch(
    /review-by: must be a date[\s\S]*roles: must be/,
  )
})

test('a review that was due and a version that is to come are warned of', () => {
  const result = readDocument({ path: 'r.md', content: complete, today: '2025-06-01' })
  expect(result).toMatchObject({ warnings: ['version-date: 2026-01-31 is to come'] })
  expect(read(complete, 'r.md', '2027-02-01')).toMatchObject({ warnings: ['review-by: review was due on 2027-01-31'] })
})

test.each([
  ['malformed YAML', '---\ntitle: Refunds\nowner: [finance\n---\ntext', 3, /front matter/],
  ['a key given twice', '---\ntitle: A\ntitle: B\n---\ntext', 3, /unique/],
  ['front matter that is a list', '---\n- a\n---\ntext', 2, /name: value/],
  ['front matter never closed', '---\ntitle: A\ntext', 1, /never closed/],
])('%s is refused with its line in the file', (_, content, line, reason) => {
  expect(read(content)).toMatchObject({ state: 'refused', line, reason: expect.stringMatching(reason) })
})

test.each([
  ['a binary file', Uint8Array.of(0x25, 0x50, 10, 0x44, 0, 0x46), 2, /binary/],
  ['text that is not UTF-8', Uint8Array.of(0x41, 10, 0x42, 10, 0xe9, 0x20, 0x41), 3, /UTF-8/],
  ['a file that is too large', new Uint8Array(MAX_DOCUMENT_BYTES + 1).fill(0x41), 1, /split/],
])('%s is refused', (_, bytes, line, reason) => {
  expect(read(bytes)).toMatchObject({ state: 'refused', line, reason: expect.stringMatching(reason) })
})

test.each(['notes.docx', 'README', '日本語.md', `${'a'.repeat(120)}/${'b'.repeat(120)}.md`])(
  'a path that is no Markdown page or no id is refused: %s',
  (path) => expect(read('text', path)).toMatchObject({ state: 'refused', line: 1 }),
)

test('a byte order mark and Windows line ends change nothing', () => {
  const windows = `\uFEFF${complete.replaceAll('\n', '\r\n')}`
  expect(body(windows)).toEqual(body(complete))
})

test('all 250 pages of a real handbook are taken, as incomplete, and fit their envelopes', () => {
  const root = dataSet('18f-handbook/pages')
  if (!root) return
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((p) => statSync(join(root, p)).isFile())
  const results = paths.map((path) =>
    readDocument({ path, content: readFileSync(join(root, path)), today: '2026-06-01' }),
  )
  const taken = results.flatMap((result) => (result.state === 'taken' ? [result] : []))
  expect(taken).toHaveLength(250)
  expect(taken.filter(({ missing }) => missing.length === 0)).toHaveLength(0)
  expect(new Set(taken.map(({ id }) => id)).size).toBe(250)
  for (const { id, body } of taken) {
    expect(new Set(body.passages.map((passage) => passage.id)).size).toBe(body.passages.length)
    readEnvelope(objectBytes({ kind: 'document', id, version: 1, authors: ['amira'], body }))
  }
})

test('a title that emphasises with HTML is plain text; what only looks like a tag stays', () => {
  const titleOf = (title: string) => {
    const result = readDocument({ path: 'a.md', content: `---\ntitle: "${title}"\n---\nText.\n`, today: '2026-06-01' })
    return result.state === 'taken' ? result.body.title : result.reason
  }
  expect(titleOf('Travel <em>before</em> onboarding')).toBe('Travel before onboarding')
  expect(titleOf('Refunds <b>now</b>, <5 items and a <form>')).toBe('Refunds now, <5 items and a <form>')
})
