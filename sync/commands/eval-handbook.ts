import { defineCommand } from 'citty'
import { parse } from '#core/base'
import type { EmbeddingModelName } from '#core/embedding'
import { openCollection } from './eval-collection.ts'
import { openEmbedder } from './eval-embedder.ts'
import { ModelName } from './eval-embedding.ts'
import { readHandbook } from './eval-handbook-pages.ts'
import { mean, reciprocalRank } from './eval-metrics.ts'
import { printResult } from './eval-output.ts'

/** How well search finds the page people meant in a handbook. */
export async function evalHandbook(folder: string, queries: string, model: EmbeddingModelName = 'int8') {
  const collection = readHandbook(folder, queries)
  const embedder = openEmbedder(model)
  try {
    const { eachQuestion, index } = await openCollection(collection, { embedder })
    const places: number[] = []
    eachQuestion(({ text, grades, out }, vector) => {
      const found = index.rank({ text, limit: collection.pages.length, ...(vector && { vector }) })
      const ranking = found.flatMap(({ id }) => (out.has(id) ? [] : [id]))
      places.push(reciprocalRank(ranking, (id) => grades.has(id)))
    })
    const hit = (within: number) => mean(places.map((reciprocal) => (reciprocal >= 1 / within ? 1 : 0)))
    return { queries: places.length, mrr: mean(places), hit1: hit(1), hit3: hit(3) }
  } finally {
    embedder.close()
  }
}

export const evalHandbookCommand = defineCommand({
  meta: { name: 'handbook', description: 'Search over a handbook with the questions people asked of it' },
  args: {
    pages: { type: 'positional', description: 'folder of Markdown pages', required: true },
    queries: {
      type: 'positional',
      description: '{query, target, source?} or {question, page}, one a line',
      required: true,
    },
    model: { type: 'string', default: 'int8', description: 'int8 or exact' },
    json: { type: 'boolean', default: false, description: 'one JSON object on stdout' },
  },
  run: async ({ args }) =>
    printResult(await evalHandbook(args.pages, args.queries, parse(ModelName, args.model, '--model')), args.json),
})
