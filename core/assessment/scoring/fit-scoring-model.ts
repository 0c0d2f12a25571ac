import { createRandom, sha256Hex } from '#core/base'
import type { ScoredAnswer } from './answer-to-score.ts'
import { evidenceFeatures, MOST_EVIDENCE, readPool } from './evidence.ts'
import { type Examples, type GrowOptions, growTrees } from './grow-trees.ts'
import { fitLogistic } from './logistic.ts'
import { askLearner, GENERIC, type Learner, type ScoringModel } from './scoring-model.ts'

/** An answer a person scored, with what the scorer sees of it. */
export interface KnownAnswer extends ScoredAnswer {
  /** the same for all answers to a question */
  question: string
  features: Readonly<Record<string, number>>
  /** the answer itself; a sample of hashes goes into the model */
  text: string
  /** made up (a reference as an answer, a negated one): learnt from, but no evidence for others */
  madeUp?: boolean
  /** 1 unless told */
  weight?: number
}

/** Fewer examples allow fewer and flatter trees. */
const ENOUGH = 3000
const GENERIC_TREES: GrowOptions = {
  trees: 250,
  rate: 0.06,
  ridge: 3,
  leastCurvature: 5,
  rowShare: 0.7,
  featureShare: 0.4,
}
const EVIDENCE_TREES: GrowOptions = { ...GENERIC_TREES, trees: 100, featureShare: 0.6 }
const GENERIC_RIDGE = 10
const EVIDENCE_RIDGE = 5
/** Groups of questions that are left out in turn, so that what `generic` says of an answer was not learnt from its question. */
const PARTS = 3
/** How often a question is asked with a random number of scored answers. */
const POOLS = 3
/** Set by hand; docs/scoring.md has how many are right outside it. */
const BAND = [0.25, 0.75] as const

/**
 * Learns from scored answers to many questions. Scores between 0 and 1 are fitted by cross-entropy, so that the result says
 * the expected share of the points.
 *
 * @param seed the same gives the same weights
 */
export function fitScoringModel(answers: readonly KnownAnswer[], seed: number): ScoringModel {
  const known = evenly(answers)
  const generic = fitGeneric(known, seed)
  const parts = partsOf(known, seed)
  const unseen = new Float64Array(known.length)
  for (let part = 0; part < PARTS; part++) {
    const learner = fitGeneric(
      known.filter((_, i) => parts[i] !== part),
      seed,
    )
    for (const [i, { features }] of known.entries()) if (parts[i] === part) unseen[i] = askLearner(learner, features)
  }
  const { rows, ...rest } = evidenceExamples(known, unseen, seed)
  const names = Object.keys(rows[0] ?? {})
  const examples = { rows: rows.map((row) => names.map((name) => row[name] ?? 0)), ...rest }
  return {
    generic,
    withEvidence: fitLearner(names, examples, EVIDENCE_TREES, EVIDENCE_RIDGE, seed),
    band: BAND,
    learntFrom: sampleOf(known),
  }
}

/** A question with four times the answers counts twice as much: what holds on new questions is learnt from many, not from the large ones. */
function evenly(known: readonly KnownAnswer[]): KnownAnswer[] {
  const counts = new Map<string, number>()
  for (const { question } of known) counts.set(question, (counts.get(question) ?? 0) + 1)
  const weights = known.map(({ question, weight = 1 }) => weight / Math.sqrt(counts.get(question) ?? 1))
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length
  return known.map((each, i) => ({ ...each, weight: (weights[i] ?? 1) / mean }))
}

function fitGeneric(known: readonly KnownAnswer[], seed: number): Learner {
  const names = Object.keys(known[0]?.features ?? {})
  const examples = {
    rows: known.map(({ features }) => names.map((name) => features[name] ?? 0)),
    targets: known.map(({ score }) => score),
    weights: known.map(({ weight }) => weight ?? 1),
  }
  return fitLearner(names, examples, GENERIC_TREES, GENERIC_RIDGE, seed)
}

function fitLearner(names: string[], examples: Examples, options: GrowOptions, ridge: number, seed: number): Learner {
  const share = Math.min(1, examples.rows.length / ENOUGH)
  const trees = Math.max(20, Math.round(options.trees * share))
  return {
    features: names,
    logistic: fitLogistic(examples, ridge),
    trees: growTrees(examples, { ...options, trees }, createRandom(seed)),
  }
}

/** Each answer with what a random number of others to its question, 0 to 200, say of it: one model then serves any number. */
function evidenceExamples(known: readonly KnownAnswer[], unseen: Float64Array, seed: number) {
  const random = createRandom(seed + 1)
  const rows: Record<string, number>[] = []
  const targets: number[] = []
  const weights: number[] = []
  const byQuestion = new Map<string, number[]>()
  for (const [i, { question }] of known.entries()) byQuestion.set(question, [...(byQuestion.get(question) ?? []), i])
  for (const places of byQuestion.values()) {
    const real = places.filter((i) => !known[i]?.madeUp)
    for (let round = 0; round < POOLS; round++) {
      // a few, some, many
      const size = 1 + random.int([12, 60, MOST_EVIDENCE][round % 3] ?? MOST_EVIDENCE)
      const chosen = random.shuffle(real).slice(0, size + 1)
      const members = chosen.flatMap((i) => (known[i] ? [known[i]] : []))
      const pool = readPool(members)
      for (const [place, i] of chosen.entries()) add(i, evidenceFeatures(pool, known[i]?.vector ?? [], place))
      if (round > 0) continue
      const others = random.shuffle(places.filter((i) => !chosen.includes(i))).slice(0, size)
      for (const i of others) add(i, evidenceFeatures(pool, known[i]?.vector ?? []))
    }
  }
  function add(i: number, features: Record<string, number>) {
    rows.push({ [GENERIC]: unseen[i] ?? 0, ...features })
    targets.push(known[i]?.score ?? 0)
    weights.push(known[i]?.weight ?? 1)
  }
  return { rows, targets, weights }
}

function partsOf(known: readonly KnownAnswer[], seed: number): number[] {
  const questions = createRandom(seed + 2).shuffle([...new Set(known.map(({ question }) => question))])
  const part = new Map(questions.map((question, i) => [question, i % PARTS]))
  return known.map(({ question }) => part.get(question) ?? 0)
}

function sampleOf(known: readonly KnownAnswer[]): string[] {
  const real = known.filter(({ madeUp }) => !madeUp)
  return [...new Set(real.map(({ text }) => fingerprint(text)))].filter(isSampled)
}

/** One in thirty-two: five bits are zero. */
const isSampled = (fingerprint: string): boolean => /^0[0-7]/.test(fingerprint)
const fingerprint = (answer: string): string => sha256Hex(answer.trim().toLowerCase()).slice(0, 8)

/**
 * Whether these answers are among those the weights were learnt from: figures on them would flatter. Told from a sample of one in
 * thirty-two; a short answer that many give proves nothing, so a quarter of the sample must be known.
 */
export function hasLearntFrom(model: ScoringModel, answers: readonly string[]): boolean {
  const known = new Set(model.learntFrom)
  const sampled = [...new Set(answers.map(fingerprint))].filter(isSampled)
  return sampled.length > 0 && sampled.filter((each) => known.has(each)).length > sampled.length / 4
}
