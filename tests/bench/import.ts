import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { readDocument } from '#core/knowledge'
import { openFolder } from '../../sync/folder.ts'
import { createOrganisation, type Organisation, realWorld } from '../../sync/organisation.ts'
import { createDocumentReader } from '../../sync/sources/document-reader.ts'
import { inventory } from '../../sync/sources/inventory.ts'
import { sourceChecks } from '../../sync/sources/source-checks.ts'
import { addSource } from '../../sync/sources/sources.ts'
import { emptyTrust, publishTrust } from '../../sync/studio/trust-file.ts'
import { dataSet } from '../support/data-sets.ts'
import { limitsXlsx, refundsDocx, travelPdf } from '../support/office-files.ts'
import { addPerson } from '../support/organisation.ts'
import { newKey } from '../support/studio.ts'
import { progress, type Row, told } from './row.ts'

/** Pages, unless told. */
const SIZES = [1_000, 10_000]
/** A page of this many characters has about 450 words and four passages. */
const PAGE_CHARACTERS = 3_000
const EMBEDDED = 200
const today = '2026-06-01'

/** A folder of pages to documents: read in the limited process and stored, against reading alone in this process. @param sizes with any, only imports of these */
export async function bench(asked: readonly number[]): Promise<Row[]> {
  const pages = realPages()
  const sizes = asked.length > 0 ? asked : SIZES
  const rows: Row[] = asked.length > 0 ? [] : told(await readingRows(pages))
  let smallest = 0
  for (const size of sizes) {
    progress(`import of ${size} pages`)
    const { rows: these, perDocumentMs } = await importOf(pages, size)
    told(these)
    smallest ||= perDocumentMs
    rows.push(...these, {
      name: `import of ${size}, a document, against ${sizes[0]}`,
      value: perDocumentMs,
      unit: 'ms',
      ratio: `${(perDocumentMs / smallest).toFixed(2)} x`,
    })
  }
  if (asked.length > 0) return rows
  progress(`embedding ${EMBEDDED} passages`)
  return [...rows, ...told(await embeddingRows(pages))]
}

function realPages(): string[] {
  const folder = dataSet('18f-handbook/pages')
  if (!folder) throw new Error('the 18f-handbook is not here')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').slice(0, PAGE_CHARACTERS))
    .filter((text) => readDocument({ path: 'x.md', content: text, today }).state === 'taken')
}

/** Each page differs from every other by a sentence, so that nothing is the same by hash. */
const page = (pages: readonly string[], i: number) => `${pages[i % pages.length]}\n\nThis is page number ${i}.\n`

async function readingRows(pages: readonly string[]): Promise<Row[]> {
  const plainMs = timed(() => {
    for (let i = 0; i < 500; i++) readDocument({ path: `p-${i}.md`, content: page(pages, i), today })
  })
  const reader = createDocumentReader()
  const read = (path: string, bytes: Uint8Array) => reader.read({ path, bytes, fields: {}, today })
  const startMs = await timedAsync(() => read('first.md', new TextEncoder().encode('# First')))
  const limitedMs = await timedAsync(async () => {
    for (let i = 0; i < 500; i++) await read(`p-${i}.md`, new TextEncoder().encode(page(pages, i)))
  })
  const rows: Row[] = [
    { name: 'plain reading of a page, this process', value: plainMs / 500, unit: 'ms' },
    {
      name: 'reading of a page, limited process',
      value: limitedMs / 500,
      unit: 'ms',
      ratio: `${(limitedMs / plainMs).toFixed(2)} x plain`,
    },
    { name: 'start of the limited process, first file', value: startMs, unit: 'ms' },
  ]
  for (const [path, bytes] of [
    ['refunds.docx', await refundsDocx()],
    ['travel.pdf', await travelPdf({ pages: 20 })],
    ['rates.xlsx', limitsXlsx(500)],
  ] as const) {
    await read(path, bytes)
    const ms = await timedAsync(async () => {
      for (let i = 0; i < 20; i++) await read(path, bytes)
    })
    rows.push({ name: `reading of ${path}`, value: ms / 20, unit: 'ms' })
  }
  reader.close()
  return rows
}

async function importOf(pages: readonly string[], size: number): Promise<{ rows: Row[]; perDocumentMs: number }> {
  const files = mkdtempSync(join(tmpdir(), 'handrail-bench-files-'))
  const data = mkdtempSync(join(tmpdir(), 'handrail-bench-import-'))
  for (let i = 0; i < size; i++) {
    const path = join(files, `area-${i % 50}`, `page-${i}.md`)
    if (i < 50) mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, page(pages, i))
  }
  const folder = openFolder(data)
  const org = await createOrganisation(folder, { tenant: 'bench', name: 'Bench', demo: true }, realWorld)
  try {
    await addPerson(org, 'amira', ['author'])
    const { signer } = await newKey()
    await publishTrust(org.db, emptyTrust('bench', true, org.nowMs()), [signer])
    const place = { type: 'folder', folder: files, watched: false } as const
    const id = await addSource(org, 'operator', { title: 'Pages', place, author: 'amira' })
    const firstMs = await checkMs(org, id)
    const againMs = await checkMs(org, id)
    const firstListMs = await timedAsync(() => inventory(org))
    const listMs = await timedAsync(() => inventory(org))
    return {
      perDocumentMs: firstMs / size,
      rows: [
        { name: `import of ${size} pages, read and stored`, value: firstMs / 1000, unit: 's' },
        {
          name: `the same ${size} again, unchanged`,
          value: againMs / 1000,
          unit: 's',
          ratio: `${(againMs / firstMs).toFixed(3)} x`,
        },
        { name: `inventory of ${size}, first time`, value: firstListMs, unit: 'ms' },
        { name: `inventory of ${size}`, value: listMs, unit: 'ms' },
      ],
    }
  } finally {
    sourceChecks(org).reader.close()
    await folder.close()
    rmSync(files, { recursive: true })
    rmSync(data, { recursive: true })
  }
}

async function checkMs(org: Organisation, id: string): Promise<number> {
  const begun = performance.now()
  const check = await sourceChecks(org).start(id)
  let tenth = 0
  while (check.state === 'running') {
    await wait(20)
    if (!check.of || Math.floor((10 * check.done) / check.of) === tenth) continue
    tenth = Math.floor((10 * check.done) / check.of)
    progress(`${check.done} of ${check.of}`)
  }
  if (check.state === 'failed' || check.refused > 0) throw new Error(`${check.reason ?? ''} ${check.refused} refused`)
  return performance.now() - begun
}

/** What meaning costs beside: passages through the model, one core, nothing cached. */
async function embeddingRows(pages: readonly string[]): Promise<Row[]> {
  const cache = mkdtempSync(join(tmpdir(), 'handrail-bench-vectors-'))
  const embedder = realWorld.openEmbedder(cache)
  if (!embedder) return []
  try {
    const texts = pages.flatMap((text, i) => {
      const read = readDocument({ path: `p-${i}.md`, content: text, today })
      return read.state === 'taken' ? read.body.passages.map((passage) => passage.text) : []
    })
    await embedder.embed(['warm'])
    const some = texts.filter((text) => text.length > 50).slice(0, EMBEDDED)
    const ms = await timedAsync(() => embedder.embed(some))
    return [
      { name: 'embedding, a passage', value: ms / some.length, unit: 'ms' },
      { name: 'embedding 100 k passages, at that', value: ((ms / some.length) * 100_000) / 3_600_000, unit: 'h' },
    ]
  } finally {
    embedder.close()
    rmSync(cache, { recursive: true, force: true })
  }
}

function timed(work: () => void): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}
async function timedAsync(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}
