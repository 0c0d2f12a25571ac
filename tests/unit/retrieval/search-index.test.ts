import { expect, test } from 'vitest'
import { indexPages, type PageVectors, type SearchPage, toSearchPage } from '#core/retrieval'

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
