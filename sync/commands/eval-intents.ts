import { defineCommand } from 'citty'
import * as v from 'valibot'
import { AppError, createRandom, parse } from '#core/base'
import type { CachedEmbedder } from '#core/embedding'
import { auroc, calibrateThreshold } from '#core/retrieval'
import { createClasses, type Example } from './eval-classes.ts'
import { openEmbedder } from './eval-embedder.ts'
import { mean } from './eval-metrics.ts'
import { createProgress, printResult } from './eval-output.ts'
import { readTable } from './read-table.ts'

/** Label of a text that belongs to no class. */
const NONE = 'oos'
/** Training examples the threshold is set on; more make it slower, not better. */
const MAX_CALIBRATION = 2000
const SEED = 1
/** So many texts marked `oos` in training say more about what has no class than the stand-ins. */
const ENOUGH_OUTSIDE = 30

const Row = v.object({ text: v.pipe(v.string(), v.nonEmpty('has no text')), label: v.pipe(v.string(), v.nonEmpty()) })

/** Figures of classing short texts, and of knowing which belong to no class. */
export async function evalIntents(train: string, test: string) {
  const rows = { train: readRows(train), test: readRows(test) }
  const embedder = openEmbedder()
  try {
    const progress = createProgress('embedding')
    return classFigures(
      await examplesOf(rows.train, embedder, progress),
      await examplesOf(rows.test, embedder, progress),
    )
  } finally {
    embedder.close()
  }
}

/**
 * Accuracy is the share of in-scope test texts given their class, whatever the threshold; AUROC is of the score, in-scope against
 * out-of-scope. The threshold knows the training texts alone: each classed without itself stands for what has a class; for what
 * has none stand those marked `oos` and, when they are few, each of the others classed without its class.
 */
export function classFigures(train: readonly Example[], test: readonly Example[]) {
  const known = train.filter((example): example is Example<string> => example.label !== null)
  if (new Set(known.map(({ label }) => label)).size < 2)
    throw new AppError('bad-input', 'The training file needs at least two labels beside "oos".')
  const classes = createClasses(known)
  const sampled = createRandom(SEED)
    .shuffle([...known.keys()])
    .slice(0, MAX_CALIBRATION)
    .flatMap((i) => {
      const example = known[i]
      return example ? [{ i, ...example }] : []
    })
  const marked = train.flatMap(({ vector, label }) => (label === null ? [classes.guess(vector).score] : []))
  const standIns = () => sampled.map(({ vector, label }) => classes.guess(vector, { label }).score)
  const { threshold } = calibrateThreshold(
    sampled.map(({ i, vector }) => classes.guess(vector, { example: i }).score),
    marked.length >= ENOUGH_OUTSIDE ? marked : [...marked, ...standIns()],
  )
  const guesses = test.map(({ vector, label }) => ({ ...classes.guess(vector), truth: label }))
  const inScope = guesses.filter(({ truth }) => truth !== null)
  const outside = guesses.filter(({ truth }) => truth === null)
  const share = (list: typeof guesses, holds: (guess: (typeof guesses)[number]) => boolean) =>
    list.length > 0 ? mean(list.map((guess) => (holds(guess) ? 1 : 0))) : null
  return {
    accuracy: share(inScope, ({ label, truth }) => label === truth),
    auroc:
      inScope.length > 0 && outside.length > 0
        ? auroc(
            inScope.map(({ score }) => score),
            outside.map(({ score }) => score),
          )
        : null,
    falseOffer: share(outside, ({ score }) => score >= threshold),
    falseSilence: share(inScope, ({ score }) => score < threshold),
    threshold,
    classes: new Set(known.map(({ label }) => label)).size,
    examples: known.length,
    inScope: inScope.length,
    outside: outside.length,
  }
}

function readRows(path: string): v.InferOutput<typeof Row>[] {
  return readTable(path, ['text', 'label']).rows.map(({ cells, where }) => parse(Row, cells, where))
}

async function examplesOf(
  rows: readonly v.InferOutput<typeof Row>[],
  embedder: CachedEmbedder,
  onProgress: (done: number, of: number) => void,
): Promise<Example[]> {
  const vectors: Float32Array[] = []
  for (let from = 0; from < rows.length; from += 64) {
    vectors.push(...(await embedder.embed(rows.slice(from, from + 64).map(({ text }) => text))))
    onProgress(vectors.length, rows.length)
  }
  return rows.map(({ label }, i) => ({
    vector: vectors[i] ?? new Float32Array(),
    label: label === NONE ? null : label,
  }))
}

export const evalIntentsCommand = defineCommand({
  meta: { name: 'intents', description: 'Classing short texts, and knowing when no class fits' },
  args: {
    train: { type: 'positional', description: 'CSV with the columns text and label', required: true },
    test: { type: 'positional', description: 'the same; label "oos" where no class fits', required: true },
    json: { type: 'boolean', default: false, description: 'one JSON object on stdout' },
  },
  run: async ({ args }) => printResult(await evalIntents(args.train, args.test), args.json),
})
