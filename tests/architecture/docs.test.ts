import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { modules, outerModules } from './import-table.ts'
import { root } from './source-files.ts'

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const pages = readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)
const maps = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md']
/** Targets of links to files of ours, from the root. */
const linked = (page: string) =>
  [...read(page).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => join(dirname(page), target))

describe('the documents', () => {
  it('are all reached from the README', () => {
    const found = linked('README.md')
    expect(pages.filter((page) => !found.includes(page))).toEqual([])
  })

  it('link to files that are there', () => {
    const broken = [...maps, ...pages].flatMap((page) =>
      linked(page).flatMap((target) => (existsSync(join(root, target)) ? [] : [`${page}: ${target}`])),
    )
    expect(broken).toEqual([])
  })

  it('list the modules of core and who imports whom as the import table does', () => {
    const rows = [...read('ARCHITECTURE.md').matchAll(/^\| `(\w+)` \| .* \| ([^|]+) \|$/gm)]
    const told = new Map(rows.map(([, name = '', imports = '']) => [name, imports]))
    expect([...told.keys()].sort()).toEqual([...Object.keys(modules), ...outerModules].sort())
    for (const [name, imports] of Object.entries(modules))
      expect(told.get(name), name).toBe(imports.length === 0 ? 'nothing' : imports.join(', '))
  })
})
