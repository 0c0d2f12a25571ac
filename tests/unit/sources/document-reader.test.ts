import { deflateRawSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import type { DocumentBody } from '#core/knowledge'
import { createDocumentReader } from '../../../sync/sources/document-reader.ts'
import {
  bombPdf,
  claimingSize,
  docxWith,
  emptyPdf,
  limitsXlsx,
  refundsDocx,
  travelPdf,
  wordXml,
} from '../../support/office-files.ts'

const reader = createDocumentReader()
afterAll(() => reader.close())

const read = (path: string, bytes: Uint8Array | string, fields: Record<string, unknown> = {}) =>
  reader.read({
    path,
    bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes,
    fields,
    today: '2026-11-22',
  })
async function body(path: string, bytes: Uint8Array | string): Promise<DocumentBody> {
  const result = await read(path, bytes)
  if (result.state === 'refused') throw new Error(result.reason)
  return result.body
}
const blocks = ({ passages }: DocumentBody) => passages.flatMap((passage) => passage.blocks)

describe('a file of each format becomes passages under its headings', () => {
  test('Word: styles are headings, numbered paragraphs are steps, a table keeps its head', async () => {
    const refunds = await body('desk/Refunds.docx', await refundsDocx())
    expect(refunds).toMatchObject({ title: 'Refunds by hand', path: 'desk/Refunds.docx' })
    expect(refunds.passages.flatMap(({ path }) => path)).toContain('Limits')
    expect(blocks(refunds)).toEqual(
      expect.arrayContaining([
        { block: 'text', text: 'Up to 50 without asking.' },
        { block: 'table', head: ['Amount', 'Who decides'], rows: [['51 to 200', 'Team lead']] },
        { block: 'steps', items: ['Open the order', 'Press Refund'] },
      ]),
    )
  })

  test('PDF: larger lines are headings, cut words are whole, running heads and page numbers are gone', async () => {
    const travel = await body('travel.pdf', await travelPdf())
    expect(travel.title).toBe('Travel')
    const text = travel.passages.map((passage) => passage.text).join('\n')
    expect(text).toContain(
      'Book trip 2 as early as you can, since fares go up the closer you get to the day you travel, and',
    )
    expect(text).not.toMatch(/Larkfield travel policy|^\d$/m)
    expect(blocks(travel)).toContainEqual({ block: 'steps', items: ['Open the booking tool', 'Choose the fare'] })
    expect(blocks(travel)).toContainEqual({ block: 'heading', text: 'Chapter 3', level: 2 })
  })

  test('Excel: each visible sheet is a heading with its rows, hidden sheets stay hidden', async () => {
    const rates = await read('rates.xlsx', limitsXlsx())
    expect(rates).toMatchObject({ state: 'taken', warnings: ['sheet "Salaries" is hidden and was left out'] })
    if (rates.state === 'refused') return
    expect(rates.body.title).toBe('rates')
    expect(blocks(rates.body)).toContainEqual({
      block: 'table',
      head: ['Country', 'Rate', 'Currency'],
      rows: [1, 2, 3].map((n) => [`Country ${n}`, `${n * 10}`, 'EUR']),
    })
    expect(JSON.stringify(rates.body)).not.toContain('Secret')
  })

  test('a long sheet is cut into tables a search can find, each under the head', async () => {
    const rates = await body('rates.xlsx', limitsXlsx(400))
    const tables = blocks(rates).filter((block) => block.block === 'table')
    expect(tables.length).toBeGreaterThan(8)
    expect(tables.every(({ head }) => head[0] === 'Country')).toBe(true)
  })

  test('HTML: the page without the site around it', async () => {
    const page = await body(
      'help/returns.html',
      `<html><head><title>Returns | Shop</title><meta name="owner" content="Returns desk"><script>evil()</script></head>
       <body><nav>Home</nav><header>Shop</header><main><h1>Returns¶</h1><p>Within <b>30</b> days.</p><p hidden>draft</p>
       <ul><li>Keep the box</li></ul></main><footer>Imprint</footer></body></html>`,
    )
    expect(page).toMatchObject({ title: 'Returns', owner: 'Returns desk' })
    expect(blocks(page)).toEqual([
      { block: 'text', text: 'Within 30 days.' },
      { block: 'list', items: ['Keep the box'] },
    ])
  })

  test('fields from beside the file fill what it does not say itself', async () => {
    const result = await read('a.md', '---\nowner: Finance\n---\n# A\n\nText', { owner: 'Sales', scope: 'Everything' })
    expect(result).toMatchObject({ body: { owner: 'Finance', scope: 'Everything' } })
  })

  test('technical documentation in the UK government template keeps its owners and dates', async () => {
    const page = await body(
      'standards/slis.html.md.erb',
      '---\ntitle: SLIs\nlast_reviewed_on: 2026-08-31\nreview_in: 6 months\nowner_slack: "#sre"\n---\n# <%= current_page.data.title %>\n\nText',
    )
    expect(page).toMatchObject({ title: 'SLIs', versionDate: '2026-08-31', reviewBy: '2027-02-28', owner: '#sre' })
    expect(JSON.stringify(page)).not.toContain('<%')
  })
})

describe('a hostile or broken file is refused with a sentence, and the next one is read', () => {
  const good = async () => expect(await read('ok.md', '# Fine\n\nText')).toMatchObject({ state: 'taken' })

  test('an archive that unpacks to far more than its size', async () => {
    const bomb = docxWith(new Uint8Array(30 * 1024 * 1024).fill(0x20))
    expect(bomb.length).toBeLessThan(100_000)
    expect(await read('bomb.docx', bomb)).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('fill memory'),
    })
    await good()
  })

  test('an archive that lies about the size of a part is cut off, not followed', async () => {
    const bomb = claimingSize(docxWith(new Uint8Array(30 * 1024 * 1024).fill(0x20)), 'word/document.xml', 1000)
    expect(await read('bomb.docx', bomb)).toMatchObject({ state: 'refused' })
    await good()
  })

  test('entities that grow', async () => {
    const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>`
    const xml = wordXml('<w:p><w:r><w:t>&b;</w:t></w:r></w:p>', laughs)
    expect(await read('laughs.docx', docxWith(xml))).toMatchObject({ reason: expect.stringContaining('entities') })
  })

  test('a PDF that unpacks to fill memory ends its process, not ours', async () => {
    const small = createDocumentReader({ memoryMb: 200, timeoutMs: 20_000 })
    const ask = (path: string, bytes: Uint8Array) => small.read({ path, bytes, fields: {}, today: '2026-11-22' })
    try {
      expect(await ask('bomb.pdf', await bombPdf(300 * 1024 * 1024))).toMatchObject({
        state: 'refused',
        reason: 'needs more than 200 MiB to read; split it',
      })
      expect(await ask('ok.md', new TextEncoder().encode('# Fine\n\nText'))).toMatchObject({ state: 'taken' })
    } finally {
      small.close()
    }
  })

  test('one that takes too long is given up', async () => {
    const hasty = createDocumentReader({ timeoutMs: 300 })
    const ask = (path: string, text: string) =>
      hasty.read({ path, bytes: new TextEncoder().encode(text), fields: {}, today: '2026-11-22' })
    try {
      await ask('warm.md', '# Warm')
      expect(await ask('slow.md', '*a _b '.repeat(60_000))).toMatchObject({
        reason: expect.stringMatching(/took longer/),
      })
    } finally {
      hasty.close()
    }
  })

  const bytes = (text: string) => new TextEncoder().encode(text)
  test.each<[string, () => Promise<Uint8Array> | Uint8Array]>([
    ['deep.html', () => bytes('<div>'.repeat(1500))],
    ['deep.md', () => bytes('> '.repeat(5000))],
    ['cut.docx', async () => (await refundsDocx()).slice(0, 2000)],
    ['workbook.docx', () => limitsXlsx()],
    ['words.pdf', () => bytes('just words')],
    ['scan.pdf', () => emptyPdf()],
    ['packed.xlsx', () => new Uint8Array(deflateRawSync(Buffer.from('x')))],
    ['tool.exe', () => bytes('MZ')],
    ['big.docx', () => new Uint8Array(26 * 1024 * 1024)],
  ])('%s', async (path, make) => {
    const result = await read(path, await make())
    expect(result).toMatchObject({ state: 'refused', reason: expect.stringMatching(/\w{3}/) })
    await good()
  })
})
