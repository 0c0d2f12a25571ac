import { defineCommand } from 'citty'
import * as v from 'valibot'
import { parse } from '#core/base'
import type { EmbeddingModelName } from '#core/embedding'
import type { SearchMode } from '#core/retrieval'
import { readBeir } from './eval-beir.ts'
import { openCollection } from './eval-collection.ts'
import { openEmbedder } from './eval-embedder.ts'
import { ModelName } from './eval-embedding.ts'
import { mean, ndcg, recall, reciprocalRank } from './eval-metrics.ts'
import { printResult } from './eval-output.ts'

export const Mode = v.picklist(['hybrid', 'dense', 'lexical'], 'use --mode hybrid, dense or lexical')
/** Deep enough for every figure; places beyond count as not found. */
const DEPTH = 1000

/** Figures of a search over a collection in BEIR's layout. */
export async function evalRetrieval(folder: string, mode: SearchMode, model: EmbeddingModelName = 'int8') {
  const collection = readBeir(folder)
  const embedder = mode === 'lexical' ? null : openEmbedder(model)
  try {
    const { eachQuestion, index } = await openCollection(collection, { embedder })
    const each: { ndcg10: number; recall100: number; mrr: number }[] = []
    eachQuestion(({ text, grades, out }, vector) => {
      const found = index.rank({ text, limit: DEPTH, mode, ...(vector && { vector }) })
      const ranking = found.flatMap(({ id }) => (out.has(id) ? [] : [id]))
      each.push({
        ndcg10: ndcg(ranking, grades, 10),
        recall100: recall(ranking, grades, 100),
        mrr: reciprocalRank(ranking, (id) => (grades.get(id) ?? 0) > 0),
      })
    })
    return {
      queries: each.length,
      ndcg10: mean(each.map(({ ndcg10 }) => ndcg10)),
      recall100: mean(each.map(({ recall100 }) => recall100)),
      mrr: mean(each.map(({ mrr }) => mrr)),
      mode,
    }
  } finally {
    embedder?.close()
  }
}

export const evalRetrievalCommand = defineCommand({
  meta: { name: 'retrieval', description: 'Search over a collection with known answers' },
  args: {
    folder: { type: 'positional', description: 'corpus.jsonl, queries.jsonl, qrels/test.tsv', required: true },
    mode: { type: 'string', default: 'hybrid', description: 'hybrid, dense or lexical' },
    model: { type: 'string', default: 'int8', description: 'int8 or exact' },
    json: { type: 'boolean', default: false, description: 'one JSON object on stdout' },
  },
  run: async ({ args }) =>
    printResult(
      await evalRetrieval(args.folder, parse(Mode, args.mode, '--mode'), parse(ModelName, args.model, '--model')),
      args.json,
    ),
})
