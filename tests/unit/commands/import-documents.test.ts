import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readPlaces } from '../../../sync/commands/document-folder.ts'
import { createDocumentReader } from '../../../sync/sources/document-reader.ts'

const root = mkdtempSync(join(tmpdir(), 'handrail-import-'))
const reader = createDocumentReader()
afterAll(() => {
  reader.close()
  rmSync(root, { recursive: true })
})
const read = (...places: string[]) => readPlaces(places, reader, '2026-06-01')

test('every file of a folder is reported: taken, or refused with its line and reason', async () => {
  const folder = join(root, 'mixed')
  mkdirSync(join(folder, 'guides'), { recursive: true })
  mkdirSync(join(folder, '.git'))
  writeFileSync(join(folder, 'guides/good.md'), '# Good\n\nText.')
  writeFileSync(join(folder, 'a b.md'), '# One')
  writeFileSync(join(folder, 'a-b.md'), '# Two')
  writeFileSync(join(folder, 'bad.md'), '---\ntitle: Bad\nowner: [x\n---\ntext')
  writeFileSync(join(folder, 'photo.png'), Uint8Array.of(0x89, 0x50))
  writeFileSync(join(folder, '.git/config.md'), '# Hidden')
  symlinkSync('/etc/hostname', join(folder, 'link.md'))
  const { read: taken, refused } = await read(folder)
  expect(taken.map(({ file, document }) => [file, document.id])).toEqual([
    ['a b.md', 'a-b'],
    ['guides/good.md', 'guides/good'],
  ])
  expect(refused).toEqual([
    { file: 'a-b.md', state: 'refused', line: 1, reason: 'has the same id as a b.md; rename one of them' },
    { file: 'bad.md', state: 'refused', line: 3, reason: expect.stringContaining('front matter') },
    { file: 'photo.png', state: 'refused', line: 1, reason: expect.stringContaining('not Markdown') },
  ])
})

test('a folder that is missing or empty is bad input', async () => {
  mkdirSync(join(root, 'empty'))
  await expect(read(join(root, 'nowhere'))).rejects.toThrow(/cannot be read/)
  await expect(read(join(root, 'empty'))).rejects.toThrow(/holds no files/)
})

test('a file alone is read under its own name, with the fields that lie beside it', async () => {
  const file = join(root, 'travel.html')
  writeFileSync(file, '<h1>Travel</h1><p>Book early.</p>')
  writeFileSync(`${file}.yaml`, 'owner: Travel desk\nscope: Trips')
  const { read: taken, refused } = await read(file)
  expect(refused).toEqual([])
  expect(taken).toMatchObject([{ file: 'travel.html', document: { id: 'travel', body: { owner: 'Travel desk' } } }])
})
