import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Import, importCycles, importGraph } from './import-graph.ts'
import { compositionRoots, corePackages, modules, outerModules } from './import-table.ts'
import { root, sourceFiles } from './source-files.ts'

const graph = importGraph(sourceFiles())
const room = (path: string) => path.split('/')[0] ?? ''
/** core/<module>/..., or null for core's own files: engine.ts with its parts in engine/, and engine-api.ts */
const moduleOf = (path: string) => {
  const module = /^core\/([^/]+)\//.exec(path)?.[1] ?? null
  return module === 'engine' ? null : module
}
const isInner = (path: string) => {
  const module = moduleOf(path)
  return room(path) === 'core' && (module === null || !outerModules.includes(module))
}
const isTable = (path: string) => path === 'core/engine-api.ts'
const show = (bad: Import[]) => bad.map(({ from, specifier }) => `${from} imports ${specifier}`)

describe('imports', () => {
  it('name only modules of core that the table knows', () => {
    const unknown = sourceFiles(['core']).filter((path) => {
      const module = moduleOf(path)
      return module !== null && !(module in modules) && !outerModules.includes(module)
    })
    expect(unknown, 'add the module to ARCHITECTURE.md and import-table.ts, or move the file').toEqual([])
  })

  it('between modules of core follow the table', () => {
    const bad = graph.filter(({ from, to }) => {
      const [a, b] = [moduleOf(from), to && moduleOf(to)]
      if (!a || !b || a === b || outerModules.includes(a)) return false
      return !modules[a]?.includes(b)
    })
    expect(show(bad)).toEqual([])
  })

  it('of engine-api.ts and engine.ts go one way: types from the first, nothing from the second', () => {
    const bad = graph.filter(({ from, to, typeOnly }) => {
      if (moduleOf(from) === null || room(from) !== 'core' || !to) return false
      return to === 'core/engine.ts' || (isTable(to) && !typeOnly)
    })
    expect(show(bad)).toEqual([])
  })

  it('of another module go through its index.ts, as #core/<module>', () => {
    const bad = graph.filter(({ from, to, specifier }) => {
      if (!to || room(to) !== 'core' || room(from) === 'tests' || isTable(to)) return false
      // a bundler's configuration is read before `#core` can be resolved
      if (from.endsWith('.config.ts')) return false
      const sameModule = room(from) === 'core' && moduleOf(from) === moduleOf(to)
      if (sameModule && moduleOf(from) !== 'adapters') return specifier.startsWith('#core/')
      const sameAdapter = moduleOf(from) === 'adapters' && from.split('/')[2] === to.split('/')[2]
      return !sameAdapter && !specifier.startsWith('#core/')
    })
    expect(show(bad)).toEqual([])
  })

  it('name files that exist', () => {
    const missing = graph.filter(({ to }) => to !== null && !existsSync(join(root, to)))
    expect(show(missing)).toEqual([])
  })

  it('never join two faces, nor reach from core outwards, nor from a room into tests', () => {
    const bad = graph.filter(({ from, to }) => {
      if (!to) return false
      const [a, b] = [room(from), room(to)]
      return a !== b && a !== 'tests' && b !== 'core' && ['core', 'extension', 'pwa', 'sync', 'tests'].includes(b)
    })
    expect(show(bad)).toEqual([])
  })

  it('of packages keep core free of DOM, Node, Vue and Dexie', () => {
    const bad = graph.filter(({ from, to, specifier }) => {
      if (to || !isInner(from)) return false
      return !corePackages.some((name) => specifier === name || specifier.startsWith(`${name}/`))
    })
    expect(show(bad)).toEqual([])
  })

  it('build engines and adapters in composition roots only', () => {
    const bad = graph.filter(({ from, to, typeOnly }) => {
      if (!to || typeOnly || room(from) === 'core' || compositionRoots.some((each) => each.test(from))) return false
      return to === 'core/engine.ts' || to.startsWith('core/adapters/')
    })
    expect(show(bad)).toEqual([])
  })

  it('of core/ui bring no adapter with them', () => {
    const bad = graph.filter(({ from, to }) => moduleOf(from) === 'ui' && to?.startsWith('core/adapters/'))
    expect(show(bad)).toEqual([])
  })

  it('form no cycle', () => {
    expect(importCycles(graph).map((cycle) => cycle.join(' -> '))).toEqual([])
  })
})
