import { type MasteryEvidence, type MasteryModel, masteryModel, masteryOf } from '#core/assessment'
import type { SimulatedAnswer } from './simulated-learners.ts'

/** A moment at which mastery is asked for: what came before, and what is true. */
export interface MasteryMoment {
  subCompetency: string
  evidence: MasteryEvidence[]
  nowMs: number
  /** planted chance of being right alone on a typical task */
  alone: number
  /** what came: null where an aid was open */
  correct: boolean | null
}

const DAY_MS = 86_400_000

/** One moment before each answer. */
export function momentsOf(answers: readonly SimulatedAnswer[]): MasteryMoment[] {
  const before = new Map<string, MasteryEvidence[]>()
  return answers.map(({ learner, item, skills, correct, day, alone, aided, confidence, tookMs }) => {
    const evidence = before.get(learner) ?? []
    const nowMs = day * DAY_MS
    const told = skills.map((subCompetency) => {
      return { subCompetency, item, correct: correct === 1, aided, tookMs, confidence, at: nowMs }
    })
    before.set(learner, [...evidence, ...(correct === 1 ? told : told.slice(0, 1))])
    return { subCompetency: skills[0] ?? '', evidence, nowMs, alone, correct: aided ? null : correct === 1 }
  })
}

/** Squared deviation of the logit, in the mean; the planted chance is known, so nothing is lost to luck. */
export function masteryLoss(moments: readonly MasteryMoment[], model: MasteryModel): number {
  const loss = moments.reduce((sum, { subCompetency, evidence, nowMs, alone }) => {
    const { p } = masteryOf(subCompetency, evidence, nowMs, model)
    return sum - alone * Math.log(p) - (1 - alone) * Math.log(1 - p)
  }, 0)
  return loss / moments.length
}

/** The numbers that are fitted, on scales without bounds; half-lives and rates of decay are chosen, not fitted. */
function modelAt(z: readonly number[]): MasteryModel {
  const at = (i: number) => z[i] ?? 0
  const positive = (i: number) => Math.exp(at(i))
  const share = (i: number) => 1 / (1 + Math.exp(-at(i)))
  return {
    ...masteryModel,
    base: at(0),
    traces: masteryModel.traces.map((trace, k) => ({
      ...trace,
      success: positive(1 + 2 * k),
      miss: positive(2 + 2 * k),
    })),
    elsewhere: { ...masteryModel.elsewhere, success: positive(7), miss: positive(8) },
    worth: { aided: share(9), guessed: share(10), repeated: share(11), slow: share(12) },
  }
}

/** Adam on numerical gradients. */
export function fitMastery(
  moments: readonly MasteryMoment[],
  rounds: number,
  say: (line: string) => void,
): MasteryModel {
  const w = masteryModel
  const logit = (p: number) => Math.log(p / (1 - p))
  let z = [
    w.base,
    ...w.traces.flatMap(({ success, miss }) => [Math.log(success), Math.log(miss)]),
    Math.log(w.elsewhere.success),
    Math.log(w.elsewhere.miss),
    ...[w.worth.aided, w.worth.guessed, w.worth.repeated, w.worth.slow].map((share) => logit(Math.min(0.98, share))),
  ]
  const first = z.map(() => 0)
  const second = z.map(() => 0)
  for (let round = 1; round <= rounds; round++) {
    const from = z
    const loss = (at: readonly number[]) => masteryLoss(moments, modelAt(at)) + 1e-4 * at.reduce((s, x) => s + x * x, 0)
    const gradient = from.map((_, i) => {
      const moved = (by: number) => loss(from.map((x, j) => (i === j ? x + by : x)))
      return (moved(0.01) - moved(-0.01)) / 0.02
    })
    z = from.map((x, i) => {
      const g = gradient[i] ?? 0
      first[i] = 0.8 * (first[i] ?? 0) + 0.2 * g
      second[i] = 0.95 * (second[i] ?? 0) + 0.05 * g * g
      const step = (first[i] ?? 0) / (1 - 0.8 ** round) / (Math.sqrt((second[i] ?? 0) / (1 - 0.95 ** round)) + 1e-9)
      return x - 0.12 * (1 - (round - 1) / rounds) * step
    })
    if (round % 10 === 0) say(`round ${round}: ${loss(z).toFixed(5)}`)
  }
  return modelAt(z)
}
