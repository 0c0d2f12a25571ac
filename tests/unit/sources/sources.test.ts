import { mkdirSync, mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parse, sha256Hex } from '#core/base'
import { competency } from '#core/content'
import {
  DocumentDetail,
  type DocumentRow,
  FieldResults,
  FileReports,
  Inventory,
  SourceCheck,
  SourceFiles,
  SourceList,
} from '#core/knowledge'
import { sourceChecks } from '../../../sync/sources/source-checks.ts'
import { importObjects } from '../../../sync/studio/import-objects.ts'
import { refundsDocx } from '../../support/office-files.ts'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'

const complete = (title: string, text: string) =>
  `---\nscope: All\nversion-date: 2026-01-01\nowner: Finance\nreview-by: 2027-01-01\nroles: [agent]\ncompetencies: [refund-limits]\n---\n# ${title}\n\n${text}\n`

let studio: Studio
let folder: string
beforeEach(async () => {
  studio = await createStudio()
  folder = mkdtempSync(join(tmpdir(), 'handrail-sources-'))
})
afterEach(async () => {
  sourceChecks(studio.org).reader.close()
  await studio.remove()
  rmSync(folder, { recursive: true })
})

const write = (name: string, text: string | Uint8Array) => writeFileSync(join(folder, name), text)
async function inventory(): Promise<DocumentRow[]> {
  return parse(Inventory, (await studio.as('sam')('GET', '/v1/studio/documents')).body, 'inventory').documents
}
async function document(id: string): Promise<DocumentRow> {
  const found = (await inventory()).find((row) => row.id === id)
  if (!found) throw new Error(`no document ${id}`)
  return found
}
async function addFolder(): Promise<string> {
  const place = { type: 'folder', folder, watched: true }
  const { status, body } = await studio.operator('POST', '/v1/studio/sources', { as: 'amira', title: 'Desk', place })
  expect(status).toBe(200)
  return (body as { id: string }).id
}
async function check(id: string) {
  await studio.as('amira')('POST', `/v1/studio/sources/${id}/check`, {})
  for (;;) {
    const now = parse(SourceCheck, (await studio.as('amira')('GET', `/v1/studio/sources/${id}/check`)).body, 'check')
    if (now.state !== 'running') return now
    await wait(20)
  }
}

test('a folder is read once; only what changed is read again; what is refused stops no other', async () => {
  write('refunds.md', complete('Refunds', 'Up to 50.'))
  write('by-hand.docx', await refundsDocx())
  write('broken.pdf', 'no pdf')
  write('photo.png', 'x')
  const id = await addFolder()
  expect(await check(id)).toMatchObject({ state: 'done', of: 4, done: 4, new: 2, refused: 2, same: 0 })
  const { files } = parse(SourceFiles, (await studio.as('sam')('GET', `/v1/studio/sources/${id}/files`)).body, 'files')
  expect(files.find(({ file }) => file === 'broken.pdf')).toMatchObject({
    state: 'refused',
    reason: expect.stringMatching(/PDF/),
  })
  expect((await inventory()).map((row) => [row.id, row.missing.length, row.state])).toEqual([
    ['by-hand', 6, 'imported'],
    ['refunds', 0, 'imported'],
  ])
  expect(await check(id)).toMatchObject({ new: 0, changed: 0, same: 2, refused: 2 })
  write('refunds.md', complete('Refunds', 'Up to 80.'))
  expect(await check(id)).toMatchObject({ changed: 1, same: 1 })
  expect(await document('refunds')).toMatchObject({ version: 2 })
})

test('a file that is gone is said, and its document stays', async () => {
  write('refunds.md', complete('Refunds', 'Up to 50.'))
  write('travel.md', complete('Travel', 'Book early.'))
  const id = await addFolder()
  await check(id)
  unlinkSync(join(folder, 'travel.md'))
  expect(await check(id)).toMatchObject({ vanished: 1 })
  expect((await document('travel')).vanishedOn).toMatch(/^\d{4}-\d\d-\d\d$/)
  expect((await document('refunds')).vanishedOn).toBeNull()
  write('travel.md', complete('Travel', 'Book early.'))
  expect(await check(id)).toMatchObject({ vanished: 0 })
  expect((await document('travel')).vanishedOn).toBeNull()
})

test('fields written in the studio survive the next reading, until the file says otherwise', async () => {
  write('plain.md', '# Plain\n\nText.')
  const id = await addFolder()
  await check(id)
  const owner = (
    await studio.as('amira')('POST', '/v1/studio/documents/edit', { id: 'plain', base: 1, fields: { owner: 'Ops' } })
  ).body
  expect(owner).toMatchObject({ state: 'saved', version: 2 })
  expect(await check(id)).toMatchObject({ same: 1 })
  write('plain.md', '# Plain\n\nOther text.')
  await check(id)
  expect(await document('plain')).toMatchObject({ owner: 'Ops', version: 3 })
  write('plain.md', '---\nowner: Finance\n---\n# Plain\n\nOther text.')
  await check(id)
  expect(await document('plain')).toMatchObject({ owner: 'Finance' })
})

test('an edit on an older version is shown beside the newest, and nothing is lost', async () => {
  write('plain.md', '# Plain\n\nText.')
  await check(await addFolder())
  const edit = (person: string, fields: object) =>
    studio.as(person)('POST', '/v1/studio/documents/edit', { id: 'plain', base: 1, fields })
  await edit('amira', { owner: 'Ops' })
  expect((await edit('lena', { owner: 'Sales' })).body).toMatchObject({
    state: 'conflict',
    newest: { version: 2, person: 'amira', body: { owner: 'Ops', title: 'Plain' } },
  })
})

test('many documents are filled at once, and each says what it still lacks', async () => {
  for (const name of ['a', 'b', 'c']) write(`${name}.md`, `# ${name}\n\nText.`)
  await check(await addFolder())
  const fields = { owner: 'Ops', scope: 'All', versionDate: '2026-01-01', reviewBy: '2027-01-01', roles: ['agent'] }
  const changes = ['a', 'b', 'c'].map((id) => ({ id, base: id === 'c' ? 0 : 1, fields }))
  const { body } = await studio.as('amira')('POST', '/v1/studio/documents/fill', { changes })
  expect(parse(FieldResults, body, 'results').results).toEqual([
    { id: 'a', state: 'saved', version: 2, missing: ['competencies'] },
    { id: 'b', state: 'saved', version: 2, missing: ['competencies'] },
    expect.objectContaining({ id: 'c', state: 'conflict' }),
  ])
})

test('a competency or role that the framework does not know is refused, and what was there before stays', async () => {
  write('a.md', complete('A', 'Text.').replace('refund-limits', 'of-old'))
  await check(await addFolder())
  const [example] = competency.examples
  await importObjects(studio.org, 'amira', [
    { kind: 'competency', id: 'handle-refund', authors: [], body: example as Record<string, unknown> },
  ])
  const fill = async (competencies: string[]) => {
    const changes = [{ id: 'a', base: 1, fields: { competencies } }]
    const { body } = await studio.as('amira')('POST', '/v1/studio/documents/fill', { changes })
    return parse(FieldResults, body, 'results').results[0]
  }
  expect(await fill(['refund-limit'])).toMatchObject({
    state: 'refused',
    reason: expect.stringContaining('no competency "refund-limit"'),
  })
  expect(await fill(['of-old', 'refund-limits'])).toMatchObject({ state: 'saved', version: 2 })
})

test('a document of any format cannot be cited until it has its seven fields', async () => {
  const base64 = Buffer.from(await refundsDocx()).toString('base64')
  const sent = await studio.as('amira')('POST', '/v1/studio/sources/files', {
    files: [{ path: 'refunds.docx', base64 }],
  })
  const [report] = parse(FileReports, sent.body, 'files').files
  expect(report).toMatchObject({ state: 'new', document: 'refunds', missing: expect.arrayContaining(['owner']) })
  const passages = parse(
    DocumentDetail,
    (await studio.as('amira')('GET', '/v1/studio/documents/one?id=refunds')).body,
    'detail',
  ).passages
  const parts = [
    { blocks: [{ block: 'text', text: 'x' }], sources: [{ document: 'refunds', passage: passages[0]?.id }] },
  ]
  const cite = () => studio.importAs('amira', refundAid('Aid', { parts }))
  expect((await cite()).refused[0]?.reason).toMatch(/cannot be cited/)
  const fields = {
    owner: 'Ops',
    scope: 'All',
    versionDate: '2026-01-01',
    reviewBy: '2027-01-01',
    roles: ['agent'],
    competencies: ['refund-limits'],
  }
  await studio.as('amira')('POST', '/v1/studio/documents/edit', { id: 'refunds', base: 1, fields })
  expect((await cite()).taken).toHaveLength(1)
})

test('a file that becomes the next version of a document which was there says so, once', async () => {
  const send = async (path: string, bytes: Uint8Array | string) => {
    const files = [{ path, base64: Buffer.from(bytes).toString('base64') }]
    return parse(FileReports, (await studio.as('amira')('POST', '/v1/studio/sources/files', { files })).body, 'files')
      .files[0]
  }
  expect(await send('refunds.md', complete('Refunds', 'Up to 50.'))).toMatchObject({ state: 'new' })
  const second = await refundsDocx()
  expect(await send('refunds.docx', second)).toMatchObject({
    state: 'changed',
    warnings: expect.arrayContaining(['a document of this name was there: this is version 2 of “Refunds” now']),
  })
  expect((await send('refunds.docx', second))?.state).toBe('same')
  const third = await send('refunds.md', complete('Refunds', 'Up to 60.'))
  expect(third?.state).toBe('changed')
  expect(third?.warnings.join()).not.toContain('was there')
})

test('the hash by which a sent document is known again is the server’s own', async () => {
  const body = { ...refundsDocument().body, competencies: [] }
  const send = async (text: string) => {
    const passage = { ...body.passages[0], text, blocks: [{ block: 'text', text }], sha256: sha256Hex(text) }
    const files = [
      { file: 'x.md', sha256: 'a'.repeat(64), id: 'x', body: { ...body, passages: [passage] }, warnings: [] },
    ]
    const reply = await studio.as('amira')('POST', '/v1/studio/sources/documents', { files })
    return parse(FileReports, reply.body, 'files').files[0]?.state
  }
  expect([await send('Up to 50.'), await send('Up to 50.'), await send('Up to 60.')]).toEqual([
    'new',
    'same',
    'changed',
  ])
})

test('the two signatures carry a document from imported over SME-confirmed to authoritative', async () => {
  write('refunds.md', complete('Refunds', 'Up to 50.'))
  await check(await addFolder())
  const row = await document('refunds')
  const object = { kind: 'document', id: 'refunds', sha256: row.sha256 }
  await studio.approve('sue', 'sme', (await studio.signingKey('sue', 'sme')).signer, [object])
  expect(await document('refunds')).toMatchObject({ state: 'sme-confirmed' })
  await studio.approve('lena', 'ld', (await studio.signingKey('lena', 'ld')).signer, [object])
  expect(await document('refunds')).toMatchObject({ state: 'authoritative' })
})

test("an expert's look is asked for with a sentence by anyone in L&D, and settled by an SME", async () => {
  write('refunds.md', complete('Refunds', 'Up to 50.'))
  await check(await addFolder())
  const ask = (person: string, path: string, body: object) =>
    studio.as(person)('POST', `/v1/studio/documents/${path}`, { id: 'refunds', ...body })
  expect((await ask('leo', 'flag', { why: 'Is it 50?' })).status).toBe(403)
  expect((await ask('lena', 'flag', { why: 'Is it still 50?' })).status).toBe(200)
  expect((await document('refunds')).flag).toMatchObject({ why: 'Is it still 50?', by: 'lena' })
  expect((await ask('amira', 'flag', { why: 'Something else' })).status).toBe(409)
  expect((await ask('amira', 'flag/settle', { answer: 'Yes it is' })).status).toBe(403)
  expect((await ask('sue', 'flag/settle', { answer: 'Yes, since May.' })).status).toBe(200)
  expect((await document('refunds')).flag).toBeNull()
  const one = '/v1/studio/documents/one?id=refunds'
  expect((await studio.as('leo')('GET', one)).status).toBe(403)
  const { flags } = parse(DocumentDetail, (await studio.as('amira')('GET', one)).body, 'detail')
  expect(flags[0]).toMatchObject({ state: 'settled', answer: 'Yes, since May.', savedBy: 'sue' })
})

test("folders of the server's machine and hosts are the operator's to name", async () => {
  const place = { type: 'folder', folder, watched: false }
  expect((await studio.as('lena')('POST', '/v1/studio/sources', { title: 'Mine', place })).status).toBe(403)
  expect((await studio.as('lena')('POST', '/v1/studio/sources/hosts', { host: 'docs.test' })).status).toBe(403)
  const addresses = { type: 'addresses', addresses: ['https://docs.test/a'] }
  expect((await studio.as('lena')('POST', '/v1/studio/sources', { title: 'Docs', place: addresses })).status).toBe(400)
  expect((await studio.operator('POST', '/v1/studio/sources/hosts', { host: 'docs.test' })).status).toBe(200)
  expect((await studio.as('lena')('POST', '/v1/studio/sources', { title: 'Docs', place: addresses })).status).toBe(200)
  const { sources } = parse(SourceList, (await studio.as('sam')('GET', '/v1/studio/sources')).body, 'sources')
  expect(sources.map(({ title }) => title)).toEqual(['Docs'])
  await studio.as('lena')('POST', `/v1/studio/sources/${sources[0]?.id}/remove`, {})
  expect(parse(SourceList, (await studio.as('sam')('GET', '/v1/studio/sources')).body, 'sources').sources).toEqual([])
})

test('two files of one name are not taken for one document', async () => {
  mkdirSync(join(folder, 'x'))
  write('refunds.md', complete('Refunds', 'Up to 50.'))
  write('refunds.html', '<h1>Refunds</h1><p>Up to 500.</p>')
  const id = await addFolder()
  expect(await check(id)).toMatchObject({ new: 1, refused: 1 })
  expect(await check(id)).toMatchObject({ new: 0, changed: 0, refused: 1, same: 1 })
})

test('addresses are read from hosts on the list, and an unchanged page is not sent again', async () => {
  const statuses: number[] = []
  const server = createServer((request, response) => {
    statuses.push(request.headers['if-none-match'] === '"1"' ? 304 : request.url === '/travel' ? 200 : 404)
    response.writeHead(statuses.at(-1) ?? 500, { etag: '"1"', 'content-type': 'text/html' })
    response.end(statuses.at(-1) === 200 ? '<h1>Travel</h1><p>Book early.</p>' : '')
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  try {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const place = { type: 'addresses', addresses: [`${origin}/travel`, `${origin}/lost`] }
    const add = () => studio.as('amira')('POST', '/v1/studio/sources', { title: 'Intranet', place })
    expect((await add()).status).toBe(400)
    await studio.operator('POST', '/v1/studio/sources/hosts', { host: '127.0.0.1', private: true })
    const { id } = (await add()).body as { id: string }
    expect(await check(id)).toMatchObject({ new: 1, refused: 1 })
    expect(await document('127-0-0-1/travel')).toMatchObject({ title: 'Travel', path: '127.0.0.1/travel.html' })
    expect(await check(id)).toMatchObject({ new: 0, changed: 0, same: 1, refused: 1 })
    expect(statuses).toEqual([200, 404, 304, 404])
    await studio.operator('POST', '/v1/studio/sources/hosts', { host: '127.0.0.1', allowed: false })
    expect(await check(id)).toMatchObject({ refused: 2 })
  } finally {
    server.close()
  }
})

test('a watched folder is read by itself when something is written there, and not otherwise', async () => {
  write('refunds.md', complete('Refunds', 'Up to 50.'))
  const id = await addFolder()
  const over = new AbortController()
  const { of, watch } = sourceChecks(studio.org)
  watch(over.signal, 20)
  try {
    await expect.poll(() => of(id)?.state, { timeout: 20_000 }).toBe('done')
    const first = of(id)?.startedAt
    await wait(100)
    expect(of(id)?.startedAt).toBe(first)
    write('travel.md', complete('Travel', 'Book early.'))
    await expect.poll(() => of(id)?.new, { timeout: 20_000 }).toBe(1)
    await expect.poll(async () => (await inventory()).map((row) => row.id)).toEqual(['refunds', 'travel'])
    await expect.poll(() => of(id)?.state).toBe('done')
  } finally {
    over.abort()
  }
})
