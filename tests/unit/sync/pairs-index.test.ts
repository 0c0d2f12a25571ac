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
})
const put = (id: string, ...units: NewUnit[]) =>
  index.change(async (to) => to.put({ id, sha256: `${id}1`, title: id }, units))
const found = (words: string[], accept: (n: number, signs: number) => boolean = () => true) =>
  index.candidates({ level: 's', words, skeleton: null }, accept, 10).map((n) => index.unit(n).key)

it('finds first what shares the most rare words, also after it was closed', async () => {
  await put('a', unit('one', ['refund', 'card', 'day']), unit('two', ['refund', 'gate']))
  await put('b', unit('three', ['card', 'day']), unit('four', ['gate', 'gate-key']))
  expect(found(['card', 'day', 'refund'])[0]).toBe('one')
  index.close()
  index = openPairsIndex(file(), 'one')
  expect(found(['card', 'day', 'refund'])).toEqual(['one', 'three', 'two'])
  expect(index.idf('s')('card')).toBeCloseTo(Math.log(1 + 4 / 2))
})

it('offers nothing that is not accepted by its signs', async () => {
  await put('a', unit('one', ['card'], 1), unit('two', ['card'], 2))
  expect(found(['card'], (_, signs) => signs === 2)).toEqual(['two'])
})

it('forgets what a document no longer says', async () => {
  await put('a', unit('one', ['card', 'day']))
  await put('b', unit('two', ['card', 'day']))
  await put('c', unit('three', ['card', 'day']))
  await put('a', unit('four', ['gate', 'key']))
  expect(found(['card', 'day', 'gate']).sort()).toEqual(['three', 'two'])
  await index.change(async (to) => to.drop('b'))
  expect(index.documents().map(({ id }) => id)).toEqual(['a', 'c'])
  expect(index.documentsWith('two')).toEqual([])
})

it('counts words that stand everywhere, and does not look them up', async () => {
  const many = Array.from({ length: 401 }, (_, i) => unit(`key${i}`, ['everywhere', `pair${i >> 1}`]))
  await put('a', ...many)
  expect(found(['everywhere'])).toEqual([])
  expect(found(['pair7', 'everywhere']).sort()).toEqual(['key14', 'key15'])
  expect(index.idf('s')('everywhere')).toBeCloseTo(Math.log(2))
})

it('keeps nothing of a change that failed', async () => {
  await put('a', unit('one', ['card', 'day']), unit('two', ['card', 'day']))
  const failing = index.change(async (to) => {
    to.put({ id: 'b', sha256: 'b1', title: 'b' }, [unit('three', ['card', 'day'])])
    throw new Error('no space left')
  })
  await expect(failing).rejects.toThrow('no space left')
  expect(found(['card', 'day']).sort()).toEqual(['one', 'two'])
  expect(index.documents().map(({ id }) => id)).toEqual(['a'])
})

it('is made anew for another configuration', async () => {
  await put('a', unit('one', ['card']))
  index.close()
  index = openPairsIndex(file(), 'two')
  expect(index.documents()).toEqual([])
})
