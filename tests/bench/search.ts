import { create, insertMultiple, search as searchOrama } from '@orama/orama'
import MiniSearch from 'minisearch'
import { DIMENSIONS } from '#core/embedding'
import { indexPages } from '#core/retrieval'
import { makeCollection } from '../support/search-page/collection.ts'
import { measureSearch, type SearchTimes, timed, timesOf } from '../support/search-page/measure.ts'
import { readingKernel } from '../support/search-page/reading-kernel.ts'
import { rowsOf, SIZES } from '../support/search-page/rows.ts'
import type { Row } from './row.ts'

const OTHERS = 20_000

/**
 * Search over made-up passages with the shape of real ones, in Node, beside what the machine can do at best (reading the same bytes
 * once) and what else there is.
 */
export async function bench(): Promise<Row[]> {
  const kernel = await readingKernel()
  const measured = SIZES.map((size) => ({ size, times: measureSearch(size.passages, kernel) }))
  const rows = measured.flatMap(({ size, times }) => rowsOf(size, 'Node', times))
  return [...rows, ...(await otherRows(measured[0]?.times)), ...memoryRows()]
}

/** The same questions with two libraries, in Node. */
async function otherRows(ours: SearchTimes | undefined): Promise<Row[]> {
  const { pages, exact, questions } = makeCollection(OTHERS)
  const passages = pages.flatMap((page) => page.passages.map(({ id, text }) => ({ id, title: page.title, text })))
  const orama = create({ schema: { vector: `vector[${DIMENSIONS}]` } as const })
  const rows = passages.map((_, i) => ({ vector: [...exact.subarray(i * DIMENSIONS, (i + 1) * DIMENSIONS)] }))
  await insertMultiple(orama, rows, 1000)
  const oramaMs: number[] = []
  for (const { vector, limit } of questions) {
    const begun = performance.now()
    await searchOrama(orama, {
      mode: 'vector',
      vector: { value: [...vector], property: 'vector' },
      similarity: 0,
      limit,
    })
    oramaMs.push(performance.now() - begun)
  }
  const mini = new MiniSearch({ fields: ['title', 'text'] })
  mini.addAll(passages)
  const miniMs = questions.map(({ text }) => timed(() => mini.search(text)).ms)
  const of = `${OTHERS / 1000} k passages, Node`
  const row = (name: string, ms: number[], base: number | undefined, than: string): Row => {
    const { p50 } = timesOf(ms)
    return { name: `${name}, ${of}`, value: p50, unit: 'ms', ratio: `${(p50 / (base || 1)).toFixed(1)} x ${than}` }
  }
  return [
    row('Orama, vectors', oramaMs, ours?.scan.p50, 'scan'),
    row('MiniSearch, words', miniMs, ours?.searchByWords.p50, 'search by words'),
  ]
}

function memoryRows(): Row[] {
  const { pages, vectors } = makeCollection(OTHERS)
  const { pageWords, passageWords, vocabulary, vectors: saved } = indexPages(pages, vectors).save()
  const row = (name: string, part: unknown): Row => ({
    name: `memory for 1,000 passages, ${name}`,
    value: bytesOf(part) / OTHERS,
    unit: 'KB',
  })
  return [row('words', [pageWords, passageWords, vocabulary]), row('vectors', saved)]
}

function bytesOf(part: unknown): number {
  if (ArrayBuffer.isView(part)) return part.byteLength
  if (typeof part === 'string') return part.length
  return typeof part === 'object' && part
    ? Object.values(part).reduce((sum: number, each) => sum + bytesOf(each), 0)
    : 0
}
