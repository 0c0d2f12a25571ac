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

/** What each part of the search brings: one row a variant, one figure a collection. */
export async function evalAblation(names: readonly string[]) {
  if (names.length === 0) throw new AppError('bad-input', 'Name at least one collection; see --help.')
  const collections = names.map(readCollection)
  const embedder = openEmbedder()
  const progress = createProgress('variants')
  try {
    const rows: { variant: string; figures: number[]; mean: number }[] = []
    for (const variant of variants) {
      const figures: number[] = []
      for (const collection of collections) figures.push(await measure(variant, collection, embedder))
      rows.push({ variant: variant.name, figures, mean: mean(figures) })
      progress(rows.length, variants.length)
    }
    return {
      collections: collections.map(({ name, figure, questions }) => ({ name, figure, questions: questions.length })),
      rows,
    }
  } finally {
    embedder.close()
  }
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

function printTable({ collections, rows }: Awaited<ReturnType<typeof evalAblation>>): void {
  console.log(`| | ${collections.map(({ name, figure }) => `${name}, ${figure}`).join(' | ')} | mean |`)
  console.log(`|---|${'---|'.repeat(collections.length + 1)}`)
  for (const { variant, figures, mean } of rows)
    console.log(`| ${[variant, ...[...figures, mean].map((figure) => figure.toFixed(4))].join(' | ')} |`)
}

export const evalAblationCommand = defineCommand({
  meta: { name: 'ablation', description: 'What each part of the search brings, as a table' },
  args: {
    collection: { type: 'positional', description: COLLECTIONS, required: true },
    json: { type: 'boolean', default: false, description: 'one JSON object on stdout' },
  },
  run: async ({ args }) => {
    const result = await evalAblation(args._)
    if (args.json) printResult(result, true)
    else printTable(result)
  },
})
