import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom, sha256Hex } from '#core/base'
import { CONFIGURATION, compareDocuments } from '../../sync/studio/pairs-compare.ts'
import { openPairsIndex } from '../../sync/studio/pairs-index.ts'
import { editedCopies, planted, twoVersions } from '../support/consistency/labelled-sets.ts'
import { madeUpLibrary, madeUpText } from '../support/consistency/made-up.ts'
import { measureContradictions, measureDuplicates } from '../support/consistency/measure.ts'
import { half, readMarkdown } from '../support/consistency/pages.ts'
import { dataSet } from '../support/data-sets.ts'
import { wordEmbedder } from '../support/word-embedder.ts'
import type { Row } from './row.ts'

const SEED = 20_261
const PLANTED = 60
/** Documents of the made-up libraries: minutes, and with `TORTURE=1` the better part of an hour. */
const SIZES = process.env.TORTURE === '1' ? [1000, 10_000, 30_000] : [500, 1000, 2000]

/**
 * How well contradictions and copies are found in two real handbooks, on the half of their pages that no weight was fitted on
 * (a clean handbook whole), and what comparing costs as a library grows.
 */
export async function bench(): Promise<Row[]> {
  const rows: Row[] = []
  for (const [name, folder] of [
    ['18F', '18f-handbook/pages'],
    ['GDS Way', 'gds-way/pages'],
  ] as const) {
    const path = dataSet(folder)
    if (path) rows.push(...(await quality(name, path)))
  }
  return [...rows, ...(await costs())]
}

async function quality(name: string, folder: string): Promise<Row[]> {
  const pages = readMarkdown(folder)
  const aside = half(pages, 'odd')
  const clean = await measureContradictions({ pages, labels: [] })
  const versions = await measureContradictions(twoVersions(aside, SEED))
  const set = planted(aside, SEED + 1, PLANTED)
  const found = await measureContradictions(set)
  const wrong = Math.round((1 - found.precision) * (found.pairs - found.unlabelled))
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

async function costs(): Promise<Row[]> {
  const rows: Row[] = []
  let per = 0
  for (const size of SIZES) {
    const folder = mkdtempSync(join(tmpdir(), 'handrail-consistency-'))
    const embedder = wordEmbedder()
    let embedded = 0
    const embed = async (texts: readonly string[]) => {
      embedded += texts.length
      return embedder.embed(texts)
    }
    const index = openPairsIndex(join(folder, 'consistency.sqlite'), CONFIGURATION)
    try {
      const documents = madeUpLibrary(size)
      const passages = documents.reduce((sum, document) => sum + document.passages.length, 0)
      const first = await timed(() => compareDocuments(index, { changed: documents, of: size, removed: [] }, embed))
      const each = first.ms / size
      const of = `${size} documents, ${passages} passages`
      rows.push({
        name: `${of}: all compared, without the model`,
        value: first.ms / 1000,
        unit: 's',
        ...(per > 0 && { ratio: `${(each / per).toFixed(2)} x a document of the smaller` }),
      })
      rows.push({
        name: `${of}: planted conflicts found`,
        value: first.value.pairs.filter(({ list }) => list === 'conflict').length / (size / 100),
        unit: '',
      })
      rows.push({ name: `${of}: texts embedded`, value: embedded, unit: '' })
      const [one] = documents.slice(-1)
      if (one) {
        const text = madeUpText(createRandom(1), 99, 8)
        const passage = {
          id: 'changed.1',
          path: [],
          blocks: [{ block: 'text' as const, text }],
          text,
          sha256: sha256Hex(text),
        }
        const changed = { ...one, sha256: sha256Hex(text), passages: [passage, ...one.passages.slice(1)] }
        const again = await timed(() => compareDocuments(index, { changed: [changed], of: 1, removed: [] }, embed))
        rows.push({ name: `${of}: one changed paragraph`, value: again.ms, unit: 'ms' })
      }
      per = each
    } finally {
      index.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
  return rows
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const begun = performance.now()
  const value = await work()
  return { ms: performance.now() - begun, value }
}
