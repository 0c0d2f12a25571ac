import { createRandom } from '#core/base'
import { quantise } from '#core/embedding'
import { indexPages, type PageVectors, type SearchPage } from '#core/retrieval'
import type { Row } from './row.ts'

const DIMENSIONS = 384
const PASSAGES_A_PAGE = 10
const WORDS_A_PASSAGE = 110
/** Different words of the made-up language; how often each occurs follows Zipf's law, as in real prose. */
const VOCABULARY = 20_000
const QUERIES = 50

/** Building an index and answering questions over made-up passages with the shape of real ones, in Node. */
export async function bench(): Promise<Row[]> {
  const rows: Row[] = []
  let smallMs = 0
  for (const [passages, budget] of [
    [1_000, undefined],
    [10_000, undefined],
    [20_000, '< 1.5'],
  ] as const) {
    const { pages, vectors, query } = collection(passages)
    const builtMs = timed(() => indexPages(pages, vectors)).ms
    const index = indexPages(pages, vectors)
    index.search(query(0))
    const times = Array.from({ length: QUERIES }, (_, i) => timed(() => index.search(query(i + 1))).ms)
    const median = times.sort((a, b) => a - b)[QUERIES / 2] ?? 0
    if (smallMs === 0) smallMs = median
    const size = `${passages / 1000} k passages`
    rows.push({ name: `search index of ${size}, built`, value: builtMs, unit: 'ms' })
    rows.push({
      name: `search over ${size}, words and meaning, median`,
      value: median,
      unit: 'ms',
      ratio: `${(median / smallMs).toFixed(1)} x 1 k`,
      ...(budget && { budget }),
    })
  }
  return rows
}

function collection(passages: number) {
  const random = createRandom(passages)
  const word = () => `w${Math.floor(VOCABULARY ** random.next())}`
  const words = (n: number) => Array.from({ length: n }, word).join(' ')
  const vector = () => Float32Array.from({ length: DIMENSIONS }, () => random.next() - 0.5)
  const pages = Array.from({ length: passages / PASSAGES_A_PAGE }, (_, p): SearchPage => {
    const made = Array.from({ length: PASSAGES_A_PAGE }, (_, i) => `${p}.${i}`)
    return {
      id: String(p),
      title: words(4),
      passages: made.map((id) => ({ id, headings: [words(3)], text: words(WORDS_A_PASSAGE) })),
    }
  })
  const vectors = pages.map(
    (page): PageVectors => ({ title: quantise(vector()), passages: page.passages.map(() => quantise(vector())) }),
  )
  const queries = Array.from({ length: QUERIES + 1 }, () => ({ text: words(6), vector: vector(), limit: 10 }))
  return { pages, vectors, query: (i: number) => queries[i] ?? { text: '', limit: 10 } }
}

function timed<T>(work: () => T): { ms: number; result: T } {
  const begun = performance.now()
  const result = work()
  return { ms: performance.now() - begun, result }
}
