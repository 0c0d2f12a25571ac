import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineCommand } from 'citty'
import { createTransformersEmbedder } from '#core/adapters/transformers'
import { chanceOf, hasLearntFrom, loadScoringModel, type ScoringModel, verdictOf } from '#core/assessment'
import { AppError, createRandom, logistic } from '#core/base'
import { dataFolder } from '../client.ts'
import { openTokenCache, type TokenCache } from '../embedding/token-cache.ts'
import { buildModel } from '../model/index.ts'
import { createProgress, printResult } from './eval-output.ts'
import { attackFigures } from './eval-scoring-attacks.ts'
import { curveOf, type Learnt } from './eval-scoring-curve.ts'
import { type Judged, scoringFigures, trustFigures } from './eval-scoring-figures.ts'
import { itemFigures } from './eval-scoring-items.ts'
import { learn, madeUpRows, type ReadRow, readRows, textsOf } from './eval-scoring-model.ts'
import { readScoredRows, type ScoredSet } from './eval-scoring-rows.ts'

const SEED = 1
const FOLDS = 5

export type Split = 'answer' | 'question'

/** The token vectors of this checkout's model, kept in the data folder's `cache/`. */
export function openTokens(): TokenCache {
  const out = fileURLToPath(new URL('../../dist/model', import.meta.url))
  buildModel({ out, log: (line) => console.error(line) })
  const file = join(resolve(dataFolder()), 'cache', 'token-vectors.sqlite')
  return openTokenCache(createTransformersEmbedder({ modelRoot: `${out}/` }), file)
}

/** Figures of scoring answers in own words against what people gave them. */
export async function evalScoring(path: string, options: { split: Split; train?: string; attacks: boolean }) {
  const set = readScoredRows(path)
  const trainSet = options.train === undefined ? null : readScoredRows(options.train)
  const shipped = await loadScoringModel()
  const tokens = openTokens()
  try {
    const rows = await readSet(set, tokens)
    const training = trainSet ? await readSet(trainSet, tokens) : rows
    const seen = hasLearntFrom(
      shipped,
      rows.map(({ answer }) => answer),
    )
    const seenTraining = hasLearntFrom(
      shipped,
      training.map(({ answer }) => answer),
    )
    const note = noteOf(seen)
    if (note) console.error(note)
    console.error(`seed ${SEED}`)
    const madeUp = await madeUpOf(trainSet ?? set, tokens)
    // weights that know the training answers by heart would be believed too much
    const helper = seenTraining ? null : shipped
    const learnt = trainSet
      ? [{ learner: learn(training, madeUp, helper, SEED), rows, training, helper }]
      : foldsOf(rows, options.split).map((test): Learnt => {
          const own = new Set(test)
          const others = rows.filter((row) => !own.has(row))
          const keys = new Set(others.map(({ key }) => key))
          const made = madeUp.filter(({ key }) => keys.has(key))
          return { learner: learn(others, made, helper, SEED), rows: test, training: others, helper }
        })
    const calibrated = learnt.flatMap(({ learner, rows: test }) =>
      test.map((row) => judged(row, learner.judge(row), learner.model)),
    )
    const untrained = rows.map((row) =>
      seen ? byCosine(row, shipped) : judged(row, chanceOf(shipped, row.reading, null), shipped),
    )
    const humans = rows.flatMap(({ question, given: [a, b] }) =>
      a !== undefined && b !== undefined
        ? [{ question, p: (a - set.low) / (set.high - set.low), score: b, isSure: true }]
        : [],
    )
    return {
      untrained: scoringFigures(untrained, set),
      calibrated: { ...scoringFigures(calibrated, set), ...trustFigures(calibrated, set) },
      ...(humans.length > 1 ? { humans: scoringFigures(humans, set) } : {}),
      learningCurve: curveOf(learnt, set, SEED),
      items: itemFigures(calibrated, set),
      n: rows.length,
      questions: new Set(rows.map(({ key }) => key)).size,
      split: trainSet ? 'train' : options.split,
      seed: SEED,
      note,
      ...(options.attacks ? { attacks: await attackFigures(learnt, rows, tokens, SEED) } : {}),
    }
  } finally {
    tokens.close()
  }
}

async function readSet(set: ScoredSet, tokens: TokenCache): Promise<ReadRow[]> {
  return readRows(set, await tokens.embed(textsOf(set.rows), createProgress('embedding')))
}

export async function madeUpOf(set: ScoredSet, tokens: TokenCache): Promise<ReadRow[]> {
  return readSet({ ...set, low: 0, high: 1, rows: madeUpRows(set.rows, SEED) }, tokens)
}

const noteOf = (seen: boolean): string =>
  seen
    ? 'The shipped weights were learnt from these answers, so untrained is the largest cosine to a reference; calibrated is fitted on the other folds or the training file alone.'
    : ''

/** What anybody would do without weights; the slope makes a probability of it and orders nothing. */
function byCosine(row: ReadRow, model: ScoringModel): Judged {
  const cosine = row.reading.features.cosine ?? 0
  return judged(row, logistic(8 * (cosine - 0.6)), model)
}

const judged = (row: ReadRow, p: number, model: ScoringModel): Judged => ({
  question: row.key,
  p,
  score: row.score,
  isSure: verdictOf(model, p, row.reading) !== 'unsure',
})

function foldsOf(rows: readonly ReadRow[], split: Split): ReadRow[][] {
  const groupOf = (row: ReadRow, i: number) => (split === 'question' ? row.key : String(i))
  const groups = createRandom(SEED).shuffle([...new Set(rows.map(groupOf))])
  if (groups.length < FOLDS)
    throw new AppError('bad-input', `Five folds by ${split} need at least five; this file has ${groups.length}.`)
  const fold = new Map(groups.map((group, i) => [group, i % FOLDS]))
  return Array.from({ length: FOLDS }, (_, k) => rows.filter((row, i) => fold.get(groupOf(row, i)) === k))
}

export const evalScoringCommand = defineCommand({
  meta: { name: 'scoring', description: 'Scoring answers in own words, against what people gave them' },
  args: {
    file: {
      type: 'positional',
      description: 'CSV: question, references (divided by ||), answer, score, perhaps score2',
      required: true,
    },
    split: { type: 'string', default: 'answer', description: 'folds by answer or by question' },
    train: { type: 'string', description: 'CSV to fit on instead of the other folds' },
    attacks: { type: 'boolean', default: false, description: 'also which made-up answers would pass' },
    json: { type: 'boolean', default: false, description: 'one JSON object on stdout' },
  },
  async run({ args }) {
    const { split, train } = args
    if (split !== 'answer' && split !== 'question') throw new AppError('bad-input', '--split is answer or question.')
    const options = { split, attacks: args.attacks, ...(train === undefined ? {} : { train }) } as const
    printResult(await evalScoring(args.file, options), args.json)
  },
})
