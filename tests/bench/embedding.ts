import { resolve } from 'node:path'
import { createTransformersEmbedder } from '#core/adapters/transformers'
import { builtModel } from '../support/model.ts'
import { withServedPage } from '../support/served-page.ts'
import type { Row } from './row.ts'

const ROUNDS = 30
/** Ten tokens, [CLS] and [SEP] included. */
const query = (i: number) => `refund order ${i % 10} paid by gift card`
const passage = (i: number) => `${i % 10}. ${'Ask for the order number and check the photo of the damage. '.repeat(9)}`
const queries = Array.from({ length: ROUNDS }, (_, i) => query(i))
const passages = Array.from({ length: ROUNDS }, (_, i) => passage(i))

/** Embedding a query of 10 tokens and a passage of about 110, in Node and in a worker of Chromium, one text at a time. */
export async function bench(): Promise<Row[]> {
  const modelRoot = builtModel()
  const rows: Row[] = []
  const exact = await inNode(modelRoot, 'exact')
  const int8 = await inNode(modelRoot, 'int8')
  rows.push(
    { name: 'query embedding, Node, exact', value: exact.query, unit: 'ms' },
    { name: 'query embedding, Node, int8', value: int8.query, unit: 'ms', ratio: times(int8.query, exact.query) },
    { name: 'passage embedding, Node, exact', value: exact.passage, unit: 'ms' },
    {
      name: 'passage embedding, Node, int8',
      value: int8.passage,
      unit: 'ms',
      ratio: times(int8.passage, exact.passage),
    },
  )
  const wasm = await inChromium(modelRoot)
  rows.push(
    { name: 'embedding model loaded, Chromium', value: wasm.load, unit: 'ms' },
    { name: 'query embedding, Chromium, right after loading', value: wasm.early, unit: 'ms' },
    {
      name: 'query embedding, Chromium',
      value: wasm.query,
      unit: 'ms',
      budget: '<= 15',
      ratio: `${(wasm.query / int8.query).toFixed(1)} x Node`,
    },
    {
      name: 'passage embedding, Chromium',
      value: wasm.passage,
      unit: 'ms',
      ratio: `${(wasm.passage / int8.passage).toFixed(1)} x Node`,
    },
  )
  return rows
}

const times = (value: number, base: number) => `${(value / base).toFixed(2)} x exact`
const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

async function inNode(modelRoot: string, model: 'int8' | 'exact') {
  const embedder = createTransformersEmbedder({ modelRoot, model })
  await embedder.embed(['warm up'])
  const timed = async (texts: string[]) => {
    const eachMs: number[] = []
    for (const text of texts) {
      const begun = performance.now()
      await embedder.embed([text])
      eachMs.push(performance.now() - begun)
    }
    return median(eachMs)
  }
  return { query: await timed(queries), passage: await timed(passages) }
}

function inChromium(modelRoot: string) {
  const folders = { '/model': modelRoot, '/ort': resolve('node_modules/@xenova/transformers/dist') }
  return withServedPage('embedding-page', folders, async (page) => {
    const early = await page.evaluate((texts) => window.timeEmbedding(texts), queries)
    // V8 runs a first, slow translation of the module until the optimised one is there, some seconds later
    await page.evaluate((texts) => window.timeEmbedding(texts), [...passages, ...passages])
    const short = await page.evaluate((texts) => window.timeEmbedding(texts), queries)
    const long = await page.evaluate((texts) => window.timeEmbedding(texts), passages)
    return {
      load: early.loadMs,
      early: median(early.eachMs),
      query: median(short.eachMs),
      passage: median(long.eachMs),
    }
  })
}
