import { defineCommand } from 'citty'
import { AppError } from '#core/base'
import { type Collection, type EvalEmbedder, figureOf, openCollection } from './eval-collection.ts'
import { openEmbedder } from './eval-embedder.ts'
import { mean } from './eval-metrics.ts'
import { createProgress, printResult } from './eval-output.ts'
import { COLLECTIONS, readCollection } from './eval-read-collection.ts'
import { type Variant, variants } from './eval-variants.ts'

/** Deep enough for every figure. */
const DEPTH = 1000
/** Of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009). */
const RRF = 60

interface Row {
  variant: string
  /** by collection */
  figures: number[]
  mean: number
}

/**
 * What each part of the search brings: one row a variant, one figure a collection.
 *
 * @param only names of variants; all when empty
 * @param onRow called with each row as soon as it is there
 */
export async function evalAblation(
  collections: readonly Collection[],
  only: readonly string[],
  onRow: (row: Row) => void,
): Promise<void> {
  const chosen = variantsNamed(only)
  const embedder = openEmbedder()
  const progress = createProgress('figures')
  let done = 0
  try {
    for (const variant of chosen) {
      const figures: number[] = []
      for (const collection of collections) {
        figures.push(await measure(variant, collection, embedder))
        progress(++done, chosen.length * collections.length)
      }
      onRow({ variant: variant.name, figures, mean: mean(figures) })
    }
  } finally {
    embedder.close()
  }
}

function variantsNamed(names: readonly string[]): readonly Variant[] {
  const unknown = names.find((name) => !variants.some((variant) => variant.name === name))
  if (unknown !== undefined)
    throw new AppError(
      'bad-input',
      `No row is called ${unknown}; there are ${variants.map(({ name }) => name).join('; ')}.`,
    )
  return names.length > 0 ? variants.filter(({ name }) => names.includes(name)) : variants
}

async function measure(
  { options = {}, modes, asked = (text) => text }: Variant,
  collection: Collection,
  embedder: EvalEmbedder,
) {
  const open = await openCollection(collection, { ...options, embedder })
  const rankings: string[][] = []
  open.eachQuestion(({ text, out }, vector) => {
    const lists = modes.map((mode) => {
      const found = open.index.rank({ text: asked(text), limit: DEPTH, mode, ...(vector && { vector }) })
      return found.flatMap(({ id }) => (out.has(id) ? [] : [id]))
    })
    rankings.push(lists.length === 1 ? (lists[0] ?? []) : byReciprocalRank(lists))
  })
  return figureOf(collection, rankings)
}

function byReciprocalRank(lists: readonly (readonly string[])[]): string[] {
  const scores = new Map<string, number>()
  for (const list of lists)
    for (const [place, id] of list.entries()) scores.set(id, (scores.get(id) ?? 0) + 1 / (RRF + 1 + place))
  return [...scores].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([id]) => id)
}

function printHeader(collections: readonly Collection[]): void {
  console.log(`| | ${collections.map(({ name, figure }) => `${name}, ${figure}`).join(' | ')} | mean |`)
  console.log(`|---|${'---|'.repeat(collections.length + 1)}`)
}

const printRow = ({ variant, figures, mean }: Row): void =>
  console.log(`| ${[variant, ...[...figures, mean].map((figure) => figure.toFixed(4))].join(' | ')} |`)

export const evalAblationCommand = defineCommand({
  meta: { name: 'ablation', description: 'What each part of the search brings, as a table' },
  args: {
    collection: { type: 'positional', description: COLLECTIONS, required: true },
    only: { type: 'string', default: '', description: 'rows by their names, with semicolons between them' },
    json: { type: 'boolean', default: false, description: 'one JSON object on stdout' },
  },
  run: async ({ args }) => {
    const collections = args._.map(readCollection)
    const only = args.only.split(';').flatMap((name) => name.trim() || [])
    if (!args.json) {
      printHeader(collections)
      await evalAblation(collections, only, printRow)
      return
    }
    const rows: Row[] = []
    await evalAblation(collections, only, (row) => rows.push(row))
    const about = collections.map(({ name, figure, questions }) => ({ name, figure, questions: questions.length }))
    printResult({ collections: about, rows }, true)
  },
})
