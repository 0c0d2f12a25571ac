import { expect, test } from 'vitest'
import {
  BUILT_IN_THRESHOLD,
  indexPages,
  isAnswer,
  type PageVectors,
  readSnapshot,
  type SearchPage,
  toSearchPage,
  type Where,
} from '#core/retrieval'

const page = (id: string, title: string, ...texts: [headings: string[], text: string][]): SearchPage =>
  toSearchPage({
    id,
    title,
    passages: texts.map(([headings, text], i) => ({ id: `${id}.${i + 1}`, headings, text })),
  })

const pages = [
  page(
    'refunds',
    'Refund a card payment',
    [['Limits'], 'Above 80 pounds a team lead decides.'],
    [[], 'Check the order.'],
  ),
  page('escalate', 'Escalate a ticket', [[], 'Hand the ticket to the duty lead when a customer waits for a refund.']),
  page('close', 'Close the till', [[], 'Count the float and sign the sheet.']),
]

const find = (text: string, limit = 10) => indexPages(pages).search({ text, limit })

test('a word in the title counts more than one in the text', () => {
  expect(find('refund').map(({ id }) => id)).toEqual(['refunds', 'escalate'])
})

test('other forms of a word are found, whatever their case and accents', () => {
  expect(find('REFUNDING').map(({ id }) => id)).toEqual(['refunds', 'escalate'])
  expect(find('fløat flòat').map(({ id }) => id)).toEqual(['close'])
})

test('stop words are left out, unless a question has nothing else', () => {
  expect(find('where is the float').map(({ id }) => id)).toEqual(['close'])
  expect(find('a').map(({ id }) => id)).toContain('escalate')
})

test('words all over a page are found, though no passage holds them together', () => {
  const ofTwo = (id: string, ...words: string[]) =>
    page(id, 'Same', ...words.map((word): [string[], string] => [[], `the ${word}`]))
  const all = [ofTwo('a', 'lamp', 'label'), ofTwo('b', 'photo', 'label'), ofTwo('z', 'lamp', 'photo')]
  const hits = indexPages(all).search({ text: 'lamp photo', limit: 3 })
  expect(hits.map(({ id }) => id)).toEqual(['z', 'a', 'b'])
})

test('every hit says why and names the passage that answers', () => {
  const [hit] = find('refund limits team lead')
  expect(hit).toMatchObject({ id: 'refunds', passage: 'refunds.1', lexical: 1, dense: null })
  expect(hit?.why).toEqual(['title says "Refund"', 'a heading says "Limits"', 'a passage says "team lead"'])
})

test('nothing in common means no hit; neither do an empty question, an empty collection and an empty page', () => {
  expect(find('zebra')).toEqual([])
  expect(find('')).toEqual([])
  expect(find('!?')).toEqual([])
  expect(indexPages([]).search({ text: 'refund', limit: 5 })).toEqual([])
  expect(indexPages([page('empty', 'Empty')]).search({ text: 'empty', limit: 5 })).toMatchObject([
    { id: 'empty', passage: null },
  ])
})

test('equal scores are ordered by id, and the limit is kept', () => {
  const twins = ['c', 'a', 'b'].map((id) => page(id, 'Same title', [[], 'same text']))
  const hits = indexPages(twins).search({ text: 'same', limit: 2 })
  expect(hits.map(({ id }) => id)).toEqual(['a', 'b'])
})

/** Vectors on two axes: the first means money, the second means tills. */
const axis = (money: number, till: number) => Int8Array.of(money, till)
const vectors: PageVectors[] = [
  { title: axis(127, 0), passages: [axis(120, 10), axis(20, 2)] },
  { title: axis(60, 60), passages: [axis(80, 40)] },
  { title: axis(0, 127), passages: [axis(0, 127)] },
]
const tills = Float32Array.of(0, 1)

test('a page without any of the words is found by meaning, and says so', () => {
  const [hit] = indexPages(pages, vectors, { dimensions: 2 }).search({ text: 'cashing up', vector: tills, limit: 3 })
  expect(hit).toMatchObject({ id: 'close', lexical: 0, why: ['about the same thing'] })
  expect(hit?.dense).toBeCloseTo(1)
})

test('words and meaning are fused; each mode listens to its own', () => {
  const index = indexPages(pages, vectors, { dimensions: 2 })
  const best = (mode: 'hybrid' | 'dense' | 'lexical') =>
    index.search({ text: 'escalate ticket', vector: tills, limit: 1, mode })[0]?.id
  expect(best('lexical')).toBe('escalate')
  expect(best('dense')).toBe('close')
  expect(best('hybrid')).toBe('escalate')
})

test('without a vector the search goes on with words alone', () => {
  const hits = indexPages(pages, vectors, { dimensions: 2 }).search({ text: 'refund', limit: 5 })
  expect(hits.map(({ id }) => id)).toEqual(['refunds', 'escalate'])
})

test('rank gives the order of search', () => {
  const index = indexPages(pages, vectors, { dimensions: 2 })
  const query = { text: 'refund', vector: tills, limit: 3 }
  expect(index.rank(query).map(({ id }) => id)).toEqual(index.search(query).map(({ id }) => id))
})

test('a question asked again after a page changed is answered anew, also after another question', () => {
  const index = indexPages(pages, vectors, { dimensions: 2 })
  const query = { text: 'refund', vector: tills, limit: 3 }
  const before = index.search(query)
  index.rank({ text: 'ticket', limit: 3 })
  expect(index.search(query)).toEqual(before)
  index.remove('refunds')
  expect(index.search(query).map(({ id }) => id)).not.toContain('refunds')
})

test('a search is narrowed to a kind, a competency, or a role and what is for everybody, scored among themselves', () => {
  const facets = [
    { kind: 'job-aid', roles: ['agent'] },
    { kind: 'document', roles: ['lead'], competencies: ['refunds'] },
    {},
  ]
  const index = indexPages(
    pages.map((each, i) => ({ ...each, facets: facets[i] ?? {} })),
    vectors,
    { dimensions: 2 },
  )
  const found = (where: Where) =>
    index.search({ text: 'refund ticket', vector: tills, limit: 5, where }).map(({ id }) => id)
  expect(found({ kinds: ['job-aid', 'item'] })).toEqual(['refunds'])
  expect(found({ roles: ['agent'], kinds: ['document'] })).toEqual([])
  expect(found({ roles: ['agent'] }).sort()).toEqual(['close', 'refunds'])
  expect(found({ competencies: ['refunds'] })).toEqual(['escalate'])
  expect(found({ kinds: [] })).toHaveLength(3)
  const [alone] = index.search({ text: 'refund', limit: 5, where: { kinds: ['document'] } })
  expect(alone).toMatchObject({ id: 'escalate', lexical: 1 })
})

test('a page whose vectors are still missing is found by its words, among pages that have theirs', () => {
  const index = indexPages(pages, [], { dimensions: 2 })
  index.setVectors('close', vectors[2] as PageVectors)
  const hits = index.search({ text: 'refund', vector: tills, limit: 5 })
  expect(hits.map(({ id, dense }) => [id, dense === null])).toEqual([
    ['refunds', true],
    ['escalate', true],
    ['close', false],
  ])
})

test('vectors that do not fit the page are left out; those of a page that is gone, too', () => {
  const index = indexPages(pages, [], { dimensions: 2 })
  index.setVectors('refunds', { title: axis(1, 0), passages: [axis(1, 0)] })
  index.setVectors('escalate', { title: axis(1, 0), passages: [Int8Array.of(1, 0, 0)] })
  index.setVectors('gone', { title: axis(1, 0), passages: [] })
  expect(index.search({ text: 'refund', vector: tills, limit: 5 }).map(({ dense }) => dense)).toEqual([null, null])
})

test('a query vector of another length, or one that points nowhere, leaves the search to the words', () => {
  const index = indexPages(pages, vectors, { dimensions: 2 })
  const byWords = index.search({ text: 'refund', limit: 5 })
  for (const vector of [Float32Array.of(1), Float32Array.of(0, 0), Float32Array.of(Number.NaN, 1)])
    for (const mode of ['hybrid', 'dense'] as const)
      expect(index.search({ text: 'refund', vector, limit: 5, mode })).toEqual(byWords)
})

test('a page that is put again replaces itself, and one that is removed is gone', () => {
  const index = indexPages(pages)
  expect([index.pages, index.passages]).toEqual([3, 4])
  index.put(page('close', 'Close the till', [[], 'Count the coins.']))
  index.remove('refunds')
  index.remove('never there')
  expect([index.pages, index.passages]).toEqual([2, 2])
  expect(index.search({ text: 'float', limit: 5 })).toEqual([])
  expect(index.search({ text: 'refund', limit: 5 }).map(({ id }) => id)).toEqual(['escalate'])
})

test('a hit is marked where it says the words of the question, and says how much of it is covered', () => {
  const [hit] = find('zebra refunds to a team lead')
  expect(hit?.titleMarks).toEqual([[0, 6]])
  expect(hit?.textMarks.map(([from, to]) => pages[0]?.passages[0]?.text.slice(from, to))).toEqual(['team lead'])
  expect(hit?.coverage).toBeGreaterThan(0.3)
  expect(hit?.coverage).toBeLessThan(1)
  expect(find('refunds to a team lead')[0]?.coverage).toBe(1)
})

test('a saved index of another version, size or shape is not opened', () => {
  const saved = indexPages(pages, vectors, { dimensions: 2 }).save()
  expect(readSnapshot(structuredClone(saved), 2)).not.toBeNull()
  expect(readSnapshot(saved, 384)).toBeNull()
  expect(readSnapshot({ ...saved, v: 0 }, 2)).toBeNull()
  expect(readSnapshot({ ...saved, vectors: { ...saved.vectors, perLength: new Float32Array(1) } }, 2)).toBeNull()
  expect(readSnapshot({ ...saved, vectors: { ...saved.vectors, bytes: new Int8Array(999) } }, 2)).toBeNull()
  for (const other of [null, undefined, 'index', {}, { v: 1, dimensions: 2 }]) expect(readSnapshot(other, 2)).toBeNull()
  for (const part of ['pages', 'vocabulary', 'pageWords', 'passageWords', 'vectors'])
    for (const broken of [undefined, null, 7, {}, []])
      expect(readSnapshot({ ...saved, [part]: broken }, 2), part).toBeNull()
})

test('a synonym, a likely spelling and the word itself cover a question alike', () => {
  const index = indexPages(pages, [], { synonyms: [['refund', 'reimbursement']] })
  const covered = (text: string) => index.search({ text, limit: 1 })[0]?.coverage
  expect(covered('refund')).toBe(1)
  expect(covered('reimbursement')).toBe(1)
  expect(covered('refnud')).toBe(1)
  expect(covered('refund zeppelin')).toBeLessThan(1)
})

test('a question of stop words alone is covered by nothing', () => {
  const index = indexPages(
    [{ id: 'a', title: 'The and of', passages: [{ id: 'p', headings: [], text: 'When I do it the way you do.' }] }],
    [],
  )
  for (const text of ['the', 'When', 'what is it']) {
    const hits = index.search({ text, limit: 3 })
    expect(isAnswer(hits, BUILT_IN_THRESHOLD.fit), text).toBe(false)
  }
})
