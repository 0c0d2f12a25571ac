import { mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { folderFiles, loadFile } from '../../../sync/sources/folder-files.ts'

const root = mkdtempSync(join(tmpdir(), 'handrail-folder-'))
afterAll(() => rmSync(root, { recursive: true }))
const folder = join(root, 'documents')
const outside = join(root, 'secrets')
for (const each of [folder, outside, join(folder, 'desk')]) mkdirSync(each)
writeFileSync(join(outside, 'pay.md'), '# Pay')
writeFileSync(join(folder, 'a.md'), '# A')
writeFileSync(join(folder, 'desk', 'pay.md'), '# Desk')

const names = () => folderFiles(folder).map(({ file }) => file)

test('links in a watched folder are not followed out of it', () => {
  symlinkSync(join(outside, 'pay.md'), join(folder, 'pay.md'))
  symlinkSync(outside, join(folder, 'more'))
  symlinkSync('/', join(folder, 'all'))
  expect(names()).toEqual(['a.md', 'desk/pay.md'])
})

test('a file that became a link after the folder was listed is not read', () => {
  const [a, pay] = folderFiles(folder)
  if (!a || !pay) throw new Error('two files were listed')
  unlinkSync(join(folder, 'a.md'))
  symlinkSync(join(outside, 'pay.md'), join(folder, 'a.md'))
  rmSync(join(folder, 'desk'), { recursive: true })
  symlinkSync(outside, join(folder, 'desk'))
  expect(loadFile(folder, a)).toMatchObject({ reason: expect.stringContaining('cannot be opened') })
  expect(loadFile(folder, pay)).toMatchObject({ reason: expect.stringContaining('cannot be opened') })
})

test('fields beside a file that are larger than any are not read', () => {
  writeFileSync(join(folder, 'b.docx'), 'x')
  writeFileSync(join(folder, 'b.docx.yaml'), '#'.repeat(70_000))
  const b = folderFiles(folder).find(({ file }) => file === 'b.docx')
  expect(b && loadFile(folder, b)).toEqual({ reason: 'b.docx.yaml beside it is larger than 64 KiB' })
})
