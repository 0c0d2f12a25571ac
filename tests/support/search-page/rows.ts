import type { Row } from '../../bench/row.ts'
import type { SearchTimes } from './measure.ts'

export const SIZES = [
  { passages: 20_000, scanBudget: '< 1.5', searchBudget: '< 3' },
  { passages: 100_000, scanBudget: '< 6', searchBudget: '< 12' },
]

export function rowsOf(size: (typeof SIZES)[number], where: string, times: SearchTimes): Row[] {
  const of = `${size.passages / 1000} k passages, ${where}`
  const { scan, plainScan, floatLoop, reading, search, searchByWords } = times
  const over = (ms: number, base: number, of: string) => `${(ms / base).toFixed(2)} x ${of}`
  const row = (name: string, value: number, more: Partial<Row> = {}): Row => ({
    name: `${name}, ${of}`,
    value,
    unit: 'ms',
    ...more,
  })
  return [
    row('the bytes only read', reading.p50),
    row('vector scan', scan.p50, { budget: size.scanBudget, ratio: over(scan.p50, reading.p50, 'reading') }),
    row('vector scan, p95', scan.p95),
    row('vector scan without SIMD', plainScan.p50, { ratio: over(plainScan.p50, scan.p50, 'scan') }),
    row('loop over 32-bit numbers', floatLoop.p50, { ratio: over(floatLoop.p50, scan.p50, 'scan') }),
    row('search by words and meaning', search.p50, {
      budget: size.searchBudget,
      ratio: over(search.p50, scan.p50, 'scan'),
    }),
    row('search by words and meaning, p95', search.p95),
    row('search by words', searchByWords.p50),
    row('index built', times.buildMs),
    row('one page changed', times.put.p50, { ratio: `1 / ${Math.round(times.buildMs / times.put.p50)} of building` }),
    { name: `recall@10 of the scan, made-up vectors, ${of}`, value: times.recall10, unit: '', budget: '>= 0.99' },
  ]
}
