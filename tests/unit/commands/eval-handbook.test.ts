import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const root = mkdtempSync(join(tmpdir(), 'handrail-handbook-'))
process.env.HANDRAIL_DATA = root
afterAll(() => rmSync(root, { recursive: true }))
const { evalHandbook } = await import('../../../sync/commands/eval-handbook.ts')

const pages = join(root, 'pages')
mkdirSync(pages)
writeFileSync(join(pages, 'lamps.md'), '---\ntitle: Lamps\nkeywords: zeppelin\n---\nHow a lamp is packed.')
writeFileSync(join(pages, 'lamp-repair.md'), '# Lamp repair\n\n## Can a lamp be mended?\n\nBring it to the bench.')
writeFileSync(join(pages, 'boats.md'), '# Boats\n\nThe harbour and its ferries.')

async function measure(...lines: unknown[]) {
  const queries = join(root, 'queries.jsonl')
  writeFileSync(queries, lines.map((line) => JSON.stringify(line)).join('\n'))
  return evalHandbook(pages, queries)
}

test('a pair that differs in case only counts once', async () => {
  const twice = [
    { query: 'Ferries', target: 'boats.md' },
    { query: 'ferries', target: 'boats.md' },
  ]
  expect(await measure(...twice)).toEqual({ queries: 1, mrr: 1, hit1: 1, hit3: 1 })
})

test('the other targets of a query and its source are taken out of its ranking', async () => {
  const both = [
    { query: 'lamp', target: 'lamps.md' },
    { query: 'lamp', target: 'lamp-repair.md' },
  ]
  expect(await measure(...both)).toMatchObject({ queries: 2, mrr: 1 })
  const from = (source?: string) => measure({ query: 'lamps', target: 'lamp-repair.md', source })
  expect((await from()).mrr).toBeLessThan(1)
  expect((await from('lamps.md')).mrr).toBe(1)
})

test('front matter keywords are not searched', async () => {
  const hidden = await measure({ query: 'zeppelin', target: 'lamps.md' })
  expect(hidden.hit1).toBe(0)
})

test('a target that is no page counts as not found', async () => {
  expect(await measure({ query: 'lamp', target: 'gone.md' })).toEqual({ queries: 1, mrr: 0, hit1: 0, hit3: 0 })
})

test("a question's own heading is taken off its page, and only for that question", async () => {
  writeFileSync(join(pages, 'zoo.md'), '# Animals\n\n## Where is the quagga kept?\n\nAsk at the desk.')
  writeFileSync(join(pages, 'list.md'), '# List\n\nThe quagga is on it, kept with others.')
  const text = 'Where is the quagga kept?'
  const asQuery = await measure({ query: text, target: 'zoo.md' })
  const asQuestion = await measure({ question: text, page: 'zoo.md' })
  rmSync(join(pages, 'zoo.md'))
  rmSync(join(pages, 'list.md'))
  expect(asQuery.mrr).toBe(1)
  expect(asQuestion.mrr).toBeLessThan(1)
})
