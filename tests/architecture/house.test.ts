import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root, sourceFiles } from './source-files.ts'

const rooms = ['core', 'extension', 'pwa', 'sync', 'tests']
const files = [
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'LICENSE',
  'NOTICE',
  'README.md',
  'biome.json',
  'knip.json',
  'package-lock.json',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
  'wxt.config.ts',
]

describe('the house', () => {
  it('has exactly five rooms, their docs and the files every reader expects', () => {
    const ignored = readFileSync(join(root, '.gitignore'), 'utf8').split('\n')
    const found = readdirSync(root).filter(
      (name) =>
        !name.startsWith('.') && !ignored.includes(name) && !ignored.includes(`${name}/`) && !name.endsWith('.log'),
    )
    expect(found.sort()).toEqual([...rooms, 'docs', ...files].sort())
  })

  it('keeps every source file short enough to hold in mind', () => {
    // a table of cases is read row by row, so tests may be longer
    const limit = (path: string) => (path.startsWith('tests/') ? 800 : 350)
    const long = sourceFiles().filter((path) => readFileSync(join(root, path), 'utf8').split('\n').length > limit(path))
    expect(long, 'split by idea').toEqual([])
  })

  it('lists the public names of every module of core in its index.ts', () => {
    const modules = new Set(
      sourceFiles(['core'])
        .filter((path) => path.split('/').length > 2)
        .map((path) =>
          path
            .split('/')
            .slice(0, path.startsWith('core/adapters/') ? 3 : 2)
            .join('/'),
        ),
    )
    modules.delete('core/engine')
    const bare = [...modules].filter((module) => !existsSync(join(root, module, 'index.ts')))
    expect(bare).toEqual([])
    const starred = [...modules].filter((module) =>
      /export \*/.test(readFileSync(join(root, module, 'index.ts'), 'utf8')),
    )
    expect(starred, 'list names one by one').toEqual([])
  })

  it('names every package it ships in NOTICE, with its licence', () => {
    const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'))
    const notice = readFileSync(join(root, 'NOTICE'), 'utf8').split('\n')
    const missing = Object.keys(read('package.json').dependencies).filter((name) => {
      const { license } = read(`node_modules/${name}/package.json`)
      return !notice.some((line) => line.split(/\s+/).slice(0, 2).join(' ') === `${name} ${license}`)
    })
    expect(missing, 'add the line "<package> <licence>" to NOTICE').toEqual([])
  })
})
