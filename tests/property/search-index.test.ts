import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSearchIndex, type PageVectors, readSnapshot, type SearchIndex, type SearchPage } from '#core/retrieval'
import { createPlainRows, createSimdRows, type VectorRows } from '../../core/retrieval/vector-rows.ts'
import { createVectorTable } from '../../core/retrieval/vector-table.ts'

const seed = Number(process.env.HANDRAIL_SEED ?? Date.now() % 1_000_000)
console.log(`property tests of the search index: HANDRAIL_SEED=${seed}`)

const DIMENSIONS = 3
const simdRows = (width: number): VectorRows => createSimdRows(width) ?? createPlainRows(width)

const word = fc.constantFrom('refund', 'refunds', 'ticket', 'float', 'lead', 'lade', 'the', 'order 7', 'lamp', '退款')
const words = (maxLength: number) => fc.array(word, { maxLength }).map((all) => all.join(' '))
const vector = fc.array(fc.integer({ min: -127, max: 127 }), { minLength: DIMENSIONS, maxLength: DIMENSIONS })
const id = fc.integer({ min: 0, max: 7 }).map(String)

interface Made {
  page: SearchPage
  vectors: PageVectors | undefined
}

const made: fc.Arbitrary<Made> = fc
  .record({
    id,
    title: words(3),
    path: fc.option(words(2), { nil: undefined }),
    kind: fc.constantFrom('job-aid', 'document'),
    passages: fc.array(fc.tuple(words(2), words(5), vector), { maxLength: 4 }),
    titleVector: vector,
    withVectors: fc.boolean(),
  })
  .map(({ id: of, title, path, kind, passages, titleVector, withVectors }) => ({
    page: {
      id: of,
      title,
      ...(path !== undefined && { path }),
      passages: passages.map(([heading, text], i) => ({ id: `${of}.${i}`, headings: [heading], text })),
      facets: { kind },
    },
    vectors: withVectors
      ? { title: Int8Array.from(titleVector), passages: passages.map(([, , each]) => Int8Array.from(each)) }
      : undefined,
  }))

type Step = { do: 'put'; made: Made } | { do: 'remove' | 'vectors'; id: string } | { do: 'reopen' }
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: made.map((each): Step => ({ do: 'put', made: each })) },
  { weight: 3, arbitrary: id.map((of): Step => ({ do: 'remove', id: of })) },
  { weight: 2, arbitrary: id.map((of): Step => ({ do: 'vectors', id: of })) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'reopen' }) },
)

const query = fc.record({
  text: words(4),
  vector: fc.option(
    vector.map((each) => Float32Array.from(each)),
    { nil: undefined },
  ),
  mode: fc.constantFrom('hybrid' as const, 'dense' as const, 'lexical' as const),
  kinds: fc.constantFrom([], ['job-aid']),
  typing: fc.boolean(),
  limit: fc.integer({ min: 0, max: 9 }),
})

describe.each([
  ['SIMD', simdRows],
  ['plain', createPlainRows],
])('an index with the %s scan', (_, createRows) => {
  const createVectors: typeof createVectorTable = (dimensions, saved) =>
    createVectorTable(dimensions, saved, createRows)

  it('answers after any changes as one made anew of what is left, in any order', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.array(query, { minLength: 1, maxLength: 4 }),
        (steps, queries) => {
          const { index, left } = apply(steps)
          const fresh = open(left)
          for (const { page, vectors } of [...left.values()].reverse()) fresh.put(page, vectors)
          expect([index.pages, index.passages]).toEqual([fresh.pages, fresh.passages])
          for (const asked of queries) expect(answer(index, asked)).toEqual(answer(fresh, asked))
        },
      ),
      { seed, numRuns: 300 },
    )
  })

  function open(left: Map<string, Made>, record?: unknown): SearchIndex {
    const saved = readSnapshot(record, DIMENSIONS)
    return createSearchIndex({
      pageOf: (of) => left.get(of)?.page,
      dimensions: DIMENSIONS,
      synonyms: [['refund', 'ticket']],
      createVectors,
      ...(saved && { saved }),
    })
  }

  function apply(steps: readonly Step[]) {
    const left = new Map<string, Made>()
    let index = open(left)
    for (const each of steps) {
      if (each.do === 'put') {
        left.set(each.made.page.id, each.made)
        index.put(each.made.page, each.made.vectors)
      } else if (each.do === 'remove') {
        left.delete(each.id)
        index.remove(each.id)
      } else if (each.do === 'vectors') {
        const there = left.get(each.id)
        const vectors = vectorsFor(there?.page)
        if (there) left.set(each.id, { ...there, vectors })
        index.setVectors(each.id, vectors)
      } else index = open(left, structuredClone(index.save()))
    }
    return { index, left }
  }
})

function vectorsFor(page: SearchPage | undefined): PageVectors {
  return { title: Int8Array.of(9, 2, 1), passages: (page?.passages ?? []).map((_, i) => Int8Array.of(i, 5, -i)) }
}

function answer(
  index: SearchIndex,
  { text, vector, mode, kinds, typing, limit }: typeof query extends fc.Arbitrary<infer Q> ? Q : never,
) {
  const asked = { text, mode, typing, limit, where: { kinds }, ...(vector && { vector }) }
  const hits = index.search(asked)
  expect(index.rank(asked)).toEqual(hits.map(({ id: of, score }) => ({ id: of, score })))
  return hits
}
