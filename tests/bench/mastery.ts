import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { masteryModel, masteryOf } from '#core/assessment'
import { figuresOf } from '../../sync/tracing/figures.ts'
import { fitTracing } from '../../sync/tracing/fit.ts'
import { fitMemory } from '../../sync/tracing/fit-memory.ts'
import { readReviews } from '../../sync/tracing/reviews.ts'
import { readTracingRows } from '../../sync/tracing/rows.ts'
import { fitMastery, masteryLoss, momentsOf } from '../support/fit-mastery.ts'
import { gentleWorld, harshWorld, simulateLearners, tracingCsv, workWorld } from '../support/simulated-learners.ts'
import { reviewsCsv } from '../support/simulated-memory.ts'
import { fsrsPolicy, matchedRecall, sm2Policy, yearOf } from '../support/spacing-policies.ts'
import { baselineChances } from '../support/tracing-baselines.ts'
import type { Row } from './row.ts'

/** Of 3,000 learners with `HANDRAIL_TORTURE=true`, else of a tenth. */
const LEARNERS = process.env.HANDRAIL_TORTURE ? 3000 : 300
const ITEMS = 200
const SEED = 7

/** How well mastery and the next answer are predicted where the truth is planted, and what spacing by FSRS costs beside SM-2. */
export async function bench(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-mastery-'))
  try {
    return [
      ...tracing('gentle', gentleWorld, folder),
      ...tracing('harsh', harshWorld, folder),
      ...mastery(),
      ...spacing(folder),
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function tracing(name: string, world: typeof gentleWorld, folder: string): Row[] {
  const answers = simulateLearners({ ...world, learners: LEARNERS }, SEED)
  const path = join(folder, 'rows.csv')
  writeFileSync(path, tracingCsv(answers))
  const rows = readTracingRows(path)
  const began = process.cpuUsage()
  const fit = fitTracing(rows, () => {})
  const { user } = process.cpuUsage(began)
  const truth = Uint8Array.from(fit.rows, (r) => rows.correct[r] ?? 0)
  const kept = answers.filter(({ learner }) => Number(learner.slice(1)) % 5 === 0)
  const ceiling = figuresOf(
    Float64Array.from(kept, ({ p }) => p),
    Uint8Array.from(kept, ({ correct }) => correct),
  )
  const auc = (what: string, value: number): Row => ({ name: `next answer, ${name}: ${what}`, value, unit: 'AUC' })
  return [
    ...(['irt', 'pfa', 'best-lr'] as const).map((model) =>
      auc(model, figuresOf(baselineChances(rows, model), truth).auc),
    ),
    auc(`${fit.sharedParameters} shared weights`, figuresOf(fit.parts.shared, truth).auc),
    auc('all parts', figuresOf(fit.p, truth).auc),
    auc('the planted chances', ceiling.auc),
    { name: `next answer, ${name}: ${rows.n} rows`, value: user / 1e6, unit: 's of one core' },
  ]
}

function mastery(): Row[] {
  const moments = momentsOf(simulateLearners({ ...workWorld, learners: 200 }, 12))
  const began = performance.now()
  const said = moments.map(({ subCompetency, evidence, nowMs }) => masteryOf(subCompetency, evidence, nowMs))
  const took = performance.now() - began
  const inside = moments.filter(({ alone }, i) => alone >= (said[i]?.low ?? 1) && alone <= (said[i]?.high ?? 0))
  const known = moments.flatMap(({ correct }, i) => (correct === null ? [] : [{ correct, p: said[i]?.p ?? 0.5 }]))
  const { auc, ece } = figuresOf(
    Float64Array.from(known, ({ p }) => p),
    Uint8Array.from(known, ({ correct }) => (correct ? 1 : 0)),
  )
  // refitting takes minutes
  const fitted = process.env.HANDRAIL_TORTURE
    ? fitMastery(momentsOf(simulateLearners({ ...workWorld, learners: 120 }, 11)), 60, () => {})
    : null
  const loss = (what: string, model: typeof masteryModel): Row => {
    return { name: `mastery, simulated work: log loss ${what}`, value: masteryLoss(moments, model), unit: 'nats' }
  }
  return [
    loss('as shipped', masteryModel),
    ...(fitted ? [loss('fitted anew', fitted)] : []),
    { name: 'mastery, simulated work: next answer alone', value: auc, unit: 'AUC' },
    { name: 'mastery, simulated work: calibration error', value: ece, unit: 'share' },
    {
      name: 'mastery, simulated work: planted chance in the interval',
      value: inside.length / moments.length,
      unit: 'share',
      budget: '.9',
    },
    { name: 'mastery of one part, mean of histories to 36 answers', value: (took / moments.length) * 1000, unit: 'us' },
  ]
}

function spacing(folder: string): Row[] {
  const path = join(folder, 'reviews.csv')
  writeFileSync(path, reviewsCsv(40, 20, 8, 3))
  const weights = fitMemory(readReviews(path), () => {})
  const sm2 = yearOf(sm2Policy(), ITEMS, 9000)
  const reviews = (what: string, { reviews, recall }: { reviews: number; recall: number }): Row => ({
    name: `reviews a year: ${what}, mean recall ${recall.toFixed(3)}`,
    value: reviews,
    unit: 'reviews',
    ratio: `${(reviews / sm2.reviews).toFixed(2)}x SM-2`,
  })
  return [
    reviews('SM-2', sm2),
    reviews('FSRS as shipped, at its .9', yearOf(fsrsPolicy(undefined, 0.9), ITEMS, 9000)),
    reviews('FSRS as shipped, matched', matchedRecall(undefined, sm2.recall, ITEMS, 9000)),
    reviews('FSRS fitted on others, matched', matchedRecall(weights, sm2.recall, ITEMS, 9000)),
  ]
}
