import { defineCommand } from 'citty'
import * as v from 'valibot'
import { parse, parseCsv } from '#core/base'
import { cosine } from '#core/embedding'
import { openEmbedder } from './eval-embedder.ts'
import { mean, spearman } from './eval-metrics.ts'
import { createProgress, printResult } from './eval-output.ts'
import { readText } from './input-file.ts'

export const ModelName = v.picklist(['int8', 'exact'], 'use --model int8 or --model exact')

const Pairs = v.pipe(
  v.array(
    v.pipe(
      v.tuple([
        v.string(),
        v.string(),
        v.pipe(v.string(), v.nonEmpty('has no score'), v.transform(Number), v.finite()),
      ]),
      v.transform(([first, second, score]) => ({ first, second, score })),
    ),
  ),
  v.minLength(2, 'needs at least two rows of sentence1,sentence2,score'),
)

/** Figures of a model on sentence pairs that people scored for likeness. */
export async function evalEmbedding(csv: string, model: v.InferOutput<typeof ModelName>) {
  const pairs = parse(Pairs, parseCsv(readText(csv), csv), csv)
  const sentences = [...new Set(pairs.flatMap(({ first, second }) => [first, second]))]
  const vectors = await vectorsOf(sentences, model)
  const exact = model === 'exact' ? vectors : await vectorsOf(sentences, 'exact')
  const at = new Map(sentences.map((sentence, i) => [sentence, i]))
  const of = (sentence: string) => vectors[at.get(sentence) ?? -1] ?? []
  return {
    n: pairs.length,
    spearman: spearman(
      pairs.map(({ first, second }) => cosine(of(first), of(second))),
      pairs.map(({ score }) => score),
    ),
    agreement: mean(vectors.map((vector, i) => cosine(vector, exact[i] ?? []))),
    model,
  }
}

async function vectorsOf(sentences: readonly string[], model: v.InferOutput<typeof ModelName>) {
  const embedder = openEmbedder(model)
  try {
    const vectors: Float32Array[] = []
    const progress = createProgress(`embedding (${model})`)
    for (const sentence of sentences) {
      vectors.push(...(await embedder.embed([sentence])))
      progress(vectors.length, sentences.length)
    }
    return vectors
  } finally {
    embedder.close()
  }
}

export const evalEmbeddingCommand = defineCommand({
  meta: { name: 'embedding', description: 'Likeness of sentence pairs against what people said' },
  args: {
    csv: { type: 'positional', description: 'sentence1,sentence2,score without a header', required: true },
    model: { type: 'string', default: 'int8', description: 'int8 or exact' },
    json: { type: 'boolean', default: false, description: 'one JSON object on stdout' },
  },
  run: async ({ args }) =>
    printResult(await evalEmbedding(args.csv, parse(ModelName, args.model, '--model')), args.json),
})
