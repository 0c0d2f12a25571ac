import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readFolder } from '../../../sync/commands/document-folder.ts'

const root = mkdtempSync(join(tmpdir(), 'handrail-import-'))
afterAll(() => rmSync(root, { recursive: true }))

test('every file of a folder is reported: taken, or refused with its line and reason', () => {
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
  const { read, refused } = readFolder(folder, '2026-06-01')
  expect(read.map(({ file, document }) => [file, document.id])).toEqual([
    ['a b.md', 'a-b'],
    ['guides/good.md', 'guides/good'],
  ])
  expect(refused).toEqual([
    { file: 'a-b.md', state: 'refused', line: 1, reason: 'has the same id as a b.md; rename one of them' },
    { file: 'bad.md', state: 'refused', line: 3, reason: expect.stringContaining('front matter') },
    { file: 'photo.png', state: 'refused', line: 1, reason: expect.stringContaining('not Markdown') },
  ])
})

test('a folder that is missing or empty is bad input', () => {
  mkdirSync(join(root, 'empty'))
  expect(() => readFolder(join(root, 'nowhere'), '2026-06-01')).toThrow(/cannot be read/)
  expect(() => readFolder(join(root, 'empty'), '2026-06-01')).toThrow(/holds no files/)
})
