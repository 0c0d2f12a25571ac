import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createRandom, sha256Hex } from '#core/base'
import { type ChangedDocument, CONFIGURATION, compareDocuments } from '../../sync/studio/pairs-compare.ts'
import { openPairsIndex } from '../../sync/studio/pairs-index.ts'
import { editedCopies, planted, twoVersions } from '../support/consistency/labelled-sets.ts'
import { madeUpLibrary, madeUpText } from '../support/consistency/made-up.ts'
import { measureContradictions, measureDuplicates } from '../support/consistency/measure.ts'
import { half, readMarkdown } from '../support/consistency/pages.ts'
import { dataSet } from '../support/data-sets.ts'
import { createStudio, refundsDocument } from '../support/studio.ts'
import { wordEmbedder } from '../support/word-embedder.ts'
import { progress, type Row, told } from './row.ts'

const SEED = 20_261
const PLANTED = 60
/** Documents of the made-up libraries, unless told. */
const SIZES = [1000, 10_000]
/** Documents compared in a real organisation while its server is asked. */
const SERVED = 300

/**
 * How well contradictions and copies are found in two real handbooks, on the half of their pages that no weight was fitted on
 * (a clean handbook whole), and what comparing costs as a library grows.
 *
 * @param sizes with any, only the costs at these
 */
export async function bench(sizes: readonly number[]): Promise<Row[]> {
  if (sizes.length > 0) return costs(sizes)
  const rows: Row[] = []
  for (const [name, folder] of [
    ['18F', '18f-handbook/pages'],
    ['GDS Way', 'gds-way/pages'],
  ] as const) {
    const path = dataSet(folder)
    if (path) rows.push(...told(await quality(name, path)))
  }
  return [...rows, ...(await costs(SIZES)), ...told(await holds())]
}

async function quality(name: string, folder: string): Promise<Row[]> {
  const pages = readMarkdown(folder)
  const aside = half(pages, 'odd')
  progress(`${name}: ${pages.length} pages, the clean handbook`)
  const clean = await measureContradictions({ pages, labels: [] })
  progress(`${name}: two versions`)
  const versions = await measureContradictions(twoVersions(aside, SEED))
  progress(`${name}: planted conflicts`)
  const set = planted(aside, SEED + 1, PLANTED)
  const found = await measureContradictions(set)
  const wrong = Math.round((1 - found.precision) * (found.pairs - found.unlabelled))
  progress(`${name}: copies`)
  const copies = await measureDuplicates(editedCopies(pages, SEED + 2))
  const row = (what: string, value: number, unit: string, budget: string): Row => ({
    name: `${name}: ${what}`,
    value,
    unit,
    budget,
  })
  return [
    row('flags in 1,000 sentences of the clean handbook', clean.perThousand, '', '<= .3'),
    row('changed rules found, two versions', versions.recall, '', '>= .77'),
    row('of the first 20, two versions', versions.precision20, '', '>= .80'),
    row('planted conflicts found, in other words', found.recall, '', '>= .75'),
    row(
      'unchanged, in other words, flagged',
      wrong / Math.max(1, set.labels.filter(({ conflict }) => !conflict).length),
      '',
      '<= .01',
    ),
    row('copies found', copies.recall, '', '>= .97'),
    row('copies found that are', copies.precision, '', '>= .97'),
  ]
}

async function costs(sizes: readonly number[]): Promise<Row[]> {
  const rows: Row[] = []
  let smallest = 0
  for (const size of sizes) {
    progress(`comparing ${size} made-up documents`)
    const from = rows.length
    const folder = mkdtempSync(join(tmpdir(), 'handrail-consistency-'))
    const embedder = wordEmbedder()
    let embedded = 0
    const embed = async (texts: readonly string[]) => {
      embedded += texts.length
      return embedder.embed(texts)
    }
    const index = openPairsIndex(join(folder, 'consistency.sqlite'), CONFIGURATION)
    try {
      const first = await cpuOf(() =>
        compareDocuments(index, { changed: counted(madeUpLibrary(size), size), of: size, removed: [] }, embed),
      )
      const each = first.ms / size
      smallest ||= each
      rows.push(
        {
          name: `${size} documents, ${first.value.sentences} sentences: all compared, without the model, CPU`,
          value: first.ms / 1000,
          unit: 's',
          ratio: `${(each / smallest).toFixed(2)} x a document of the smallest`,
        },
        {
          name: `${size} documents: planted conflicts found`,
          value: first.value.pairs.filter(({ list }) => list === 'conflict').length / (size / 100),
          unit: '',
        },
        { name: `${size} documents: texts embedded`, value: embedded, unit: '' },
      )
      const one = lastOf(madeUpLibrary(size))
      // the second change is of a document that was compared as a whole just before
      for (const [seed, isKnown] of [
        [1, false],
        [2, true],
      ] as const) {
        const changed = { ...edited(one, seed), isKnown }
        const again = await cpuOf(() => compareDocuments(index, { changed: [changed], of: 1, removed: [] }, embed))
        const what = isKnown ? 'one changed paragraph' : 'one new document'
        rows.push({
          name: `${size} documents: ${what}, ${again.value.sentences} sentences looked up, CPU`,
          value: again.ms,
          unit: 'ms',
        })
      }
    } finally {
      index.close()
      rmSync(folder, { recursive: true, force: true })
    }
    told(rows.slice(from))
  }
  return rows
}

/** Says every tenth of them that was taken. */
function* counted<T>(all: Iterable<T>, of: number): Generator<T> {
  let done = 0
  for (const one of all) {
    yield one
    if (++done % Math.ceil(of / 10) === 0) progress(`${done} of ${of} read`)
  }
}

function lastOf<T>(all: Iterable<T>): T {
  let last: T | undefined
  for (const one of all) last = one
  if (last === undefined) throw new Error('nothing there')
  return last
}

function edited(document: ChangedDocument, seed: number): ChangedDocument {
  const text = madeUpText(createRandom(seed), 99, 8)
  const passage = {
    id: 'changed.1',
    path: [],
    blocks: [{ block: 'text' as const, text }],
    text,
    sha256: sha256Hex(text),
  }
  return { ...document, sha256: sha256Hex(text), passages: [passage, ...document.passages.slice(1)] }
}

/** What others in the server wait for at most while documents are compared: how late a timer comes. */
async function holds(): Promise<Row[]> {
  const studio = await createStudio()
  try {
    progress(`${SERVED} documents in a real organisation`)
    for (const { id, title, passages } of madeUpLibrary(SERVED)) {
      const body = { ...refundsDocument({ title, path: `${id}.md`, passages }), id }
      await studio.importAs('amira', body)
    }
    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const { ms, value } = await cpuOf(() => studio.as('lena')('POST', '/v1/studio/pairs/run', {}))
    delay.disable()
    if (value.status !== 200) throw new Error(JSON.stringify(value.body))
    const of = `${SERVED} documents compared beside a server`
    return [
      { name: `${of}: longest hold of its loop`, value: delay.max / 1e6, unit: 'ms', budget: '< 50' },
      { name: `${of}: 99 in 100 holds below`, value: delay.percentile(99) / 1e6, unit: 'ms' },
      { name: `${of}: CPU of the server itself`, value: ms / 1000, unit: 's' },
    ]
  } finally {
    await studio.remove()
  }
}

/** CPU time of this process: what else the machine does counts least. */
async function cpuOf<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const before = process.cpuUsage()
  const value = await work()
  const { user, system } = process.cpuUsage(before)
  return { ms: (user + system) / 1000, value }
}
