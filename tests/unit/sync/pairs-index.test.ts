import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type NewUnit, openPairsIndex, type PairsIndex } from '../../../sync/studio/pairs-index.ts'

let folder: string
let index: PairsIndex
const file = () => join(folder, 'consistency.sqlite')
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-pairs-index-'))
  index = openPairsIndex(file(), 'one')
})
afterEach(() => {
  index.close()
  rmSync(folder, { recursive: true, force: true })
})

const unit = (key: string, words: string[], signs = 1): NewUnit => ({
  level: 's',
  key,
  body: '{}',
  words,
  skeleton: null,
  signs,
  marks: null,
})
const put = (id: string, ...units: NewUnit[]) =>
  index.change((to) => to.put({ id, sha256: `${id}1`, title: id }, units))
const found = (words: string[], accept: (n: number, signs: number) => boolean = () => true) =>
  index.candidates({ level: 's', words, skeleton: null }, accept, 10).map(({ n }) => index.unit(n).key)

it('finds first what shares the most rare words, also after it was closed', async () => {
  put('a', unit('one', ['refund', 'card', 'day']), unit('two', ['refund', 'gate']))
  put('b', unit('three', ['card', 'day']), unit('four', ['gate', 'gate-key']))
  expect(found(['card', 'day', 'refund'])[0]).toBe('one')
  index.close()
  index = openPairsIndex(file(), 'one')
  expect(found(['card', 'day', 'refund'])).toEqual(['one', 'three', 'two'])
  expect(index.idf('s')('card')).toBeCloseTo(Math.log(1 + 4 / 2))
})

it('offers nothing that is not accepted by its signs', async () => {
  put('a', unit('one', ['card'], 1), unit('two', ['card'], 2))
  expect(found(['card'], (_, signs) => signs === 2)).toEqual(['two'])
})

it('forgets what a document no longer says', async () => {
  put('a', unit('one', ['card', 'day']))
  put('b', unit('two', ['card', 'day']))
  put('c', unit('three', ['card', 'day']))
  put('a', unit('four', ['gate', 'key']))
  expect(found(['card', 'day', 'gate']).sort()).toEqual(['three', 'two'])
  index.change((to) => to.drop('b'))
  expect(index.documents().map(({ id }) => id)).toEqual(['a', 'c'])
  expect(index.documentsWith('two')).toEqual([])
})

it('counts words that stand everywhere, and does not look them up', async () => {
  const many = Array.from({ length: 401 }, (_, i) => unit(`key${i}`, ['everywhere', `pair${i >> 1}`]))
  put('a', ...many)
  expect(found(['everywhere'])).toEqual([])
  expect(found(['pair7', 'everywhere']).sort()).toEqual(['key14', 'key15'])
  expect(index.idf('s')('everywhere')).toBeCloseTo(Math.log(2))
})

it('keeps nothing of a change that failed', async () => {
  put('a', unit('one', ['card', 'day']), unit('two', ['card', 'day']))
  const failing = () =>
    index.change((to) => {
      to.put({ id: 'b', sha256: 'b1', title: 'b' }, [unit('three', ['card', 'day'])])
      throw new Error('no space left')
    })
  expect(failing).toThrow('no space left')
  expect(found(['card', 'day']).sort()).toEqual(['one', 'two'])
  expect(index.documents().map(({ id }) => id)).toEqual(['a'])
})

it('is made anew for another configuration', async () => {
  put('a', unit('one', ['card']))
  index.close()
  index = openPairsIndex(file(), 'two')
  expect(index.documents()).toEqual([])
})
