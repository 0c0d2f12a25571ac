import { expect, test } from 'vitest'
import { evalAblation } from '../../../sync/commands/eval-ablation.ts'
import { type Collection, figureOf, openCollection } from '../../../sync/commands/eval-collection.ts'
import { variants } from '../../../sync/commands/eval-variants.ts'

const page = (id: string, title: string, text: string) => ({ id, title, passages: [{ id: '1', headings: [], text }] })
const ask = (text: string, right: string) => ({ text, grades: new Map([[right, 1]]), out: new Set<string>() })

const collection: Collection = {
  name: 'lamps',
  pages: [
    page('a', 'Lamps', 'How a lamp is packed.'),
    page('b', 'Repair', 'A broken lamp goes to the bench.'),
    page('c', 'Boats', 'When and where does the ferry to Λέσβος leave?'),
  ],
  questions: [
    { ...ask('broken lamps', 'b'), instead: page('b', 'Repair', 'It goes to the bench.') },
    ask('broken lamps', 'b'),
  ],
  figure: 'MRR',
}

async function rankings(options: Omit<Parameters<typeof openCollection>[1], 'embedder'> = {}, of = collection) {
  const found: string[][] = []
  const { eachQuestion, index } = await openCollection(of, { embedder: null, ...options })
  eachQuestion(({ text }) => found.push(index.rank({ text, limit: 3 }).map(({ id }) => id)))
  return found
}

test('a page stands in for another only while its question is asked', async () => {
  const [standing, back] = await rankings()
  expect(standing).toEqual(['a'])
  expect(back?.[0]).toBe('b')
})

test('the figure is that of the collection: reciprocal rank or nDCG', () => {
  const places = [['b'], ['a', 'b']]
  expect(figureOf(collection, places)).toBeCloseTo(0.75)
  expect(figureOf({ ...collection, figure: 'nDCG@10' }, places)).toBeCloseTo((1 + 1 / Math.log2(3)) / 2)
})

test('variants take away what they name', async () => {
  const run = async (name: string, text: string) => {
    const variant = variants.find((each) => each.name === name)
    if (!variant) throw new Error(`no variant ${name}`)
    const asked = variant.asked?.(text) ?? text
    const [found] = await rankings(variant.options, { ...collection, questions: [ask(asked, 'a')] })
    return found
  }
  expect(await run('as shipped', 'lamps')).toEqual(['a', 'b'])
  expect(await run('without stems', 'lamps')).toEqual(['a'])
  expect(await run('as shipped', 'where is the bench')).not.toContain('c')
  expect(await run('without stop words', 'where is the bench')).toContain('c')
  expect(await run('as shipped', 'λέσβος')).toEqual(['c'])
  expect(await run('words of ASCII letters and digits', 'λέσβος')).toEqual([])
  expect(await run('as shipped', 'brokken')).toEqual(['b'])
  expect(await run('without doubting spelling', 'brokken')).toEqual([])
  expect(await run('without doubting spelling', 'broken')).toEqual(['b'])
})

test('a row nobody knows is refused by name before anything is measured', async () => {
  const rows: unknown[] = []
  const asked = evalAblation([collection], ['as shipped', 'with magic'], (row) => rows.push(row))
  await expect(asked).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('with magic') })
  expect(rows).toEqual([])
})
