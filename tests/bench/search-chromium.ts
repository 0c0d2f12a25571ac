import { readingKernel } from '../support/search-page/reading-kernel.ts'
import { rowsOf, SIZES } from '../support/search-page/rows.ts'
import { withServedPage } from '../support/served-page.ts'
import type { Row } from './row.ts'

const OPENED = 20_000

/** As `search`, in a worker of Chromium, and opening an index that was kept in IndexedDB. */
export async function bench(): Promise<Row[]> {
  const kernel = [...(await readingKernel())]
  return withServedPage('search-page', {}, async (page) => {
    const rows: Row[] = []
    for (const size of SIZES) {
      const measure = ({ passages, kernel: bytes }: { passages: number; kernel: number[] }) =>
        window.measureSearch(passages, bytes)
      rows.push(...rowsOf(size, 'Chromium', await page.evaluate(measure, { passages: size.passages, kernel })))
    }
    return [...rows, ...openingRows(await page.evaluate((passages) => window.measureOpening(passages), OPENED))]
  })
}

function openingRows({ reading, opening }: Awaited<ReturnType<Window['measureOpening']>>): Row[] {
  const of = `${OPENED / 1000} k passages, Chromium`
  return [
    { name: `index read from IndexedDB, ${of}`, value: reading.p50, unit: 'ms' },
    { name: `index opened and asked once, ${of}`, value: opening.p50, unit: 'ms', budget: '< 100' },
    { name: `both, ${of}`, value: reading.p50 + opening.p50, unit: 'ms', budget: '< 300' },
  ]
}
