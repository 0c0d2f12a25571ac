import { logistic } from '#core/base'
import type { Parameters } from '../ability/parameters.ts'
import { averaged, POINTS, type RestedAnswer } from './rest-ability.ts'

export interface KeyCheck {
  /** probability that the key is wrong, [0, 1] */
  suspicion: number
  flagged: boolean
  /** what people who can do the work answer instead; null where the key stands, or the answers are own words */
  likelyKey: string | null
}

/** Of a hundred items that passed two reviewers, so many are believed to have a wrong key before anybody answers. */
const PRIOR_WRONG = 0.02
/**
 * Flags from here on. A flag asks a person to look, which takes a minute; a wrong key that is not looked at fails people for weeks.
 * What it finds and what it flags for nothing at 30 answers is in docs/measurement.md.
 */
const FLAG = 0.05
/** The newest answers decide; more would only cost time. */
const MOST_ANSWERS = 400
const SLOPES = [0.6, 0.9, 1.3, 1.9]
const OFFSETS = [-2.4, -1.6, -0.8, 0, 0.8, 1.6, 2.4]
/** How often somebody who cannot do it picks what the key says. */
const LUCKY = [0.05, 0.15, 0.3]
/** An item with options has at least so many answers one could give. */
const LEAST_OPTIONS = 4

/**
 * Whether the key of an item is wrong. Each answer that was given (or, in own words, the opposite of the key) is tried as the
 * right one: whoever can do the work gives it, the others give the rest in unknown shares (Dirichlet-multinomial). Difficulty and
 * discrimination are averaged over what the author says, ability over what the person's other answers say, so that a hard item is
 * not taken for a wrong one.
 *
 * @param answers of one item
 */
export function checkKey(answers: readonly RestedAnswer[], { b, seB }: Parameters): KeyCheck {
  const used = answers.length > MOST_ANSWERS ? answers.toSorted((x, y) => y.at - x.at).slice(0, MOST_ANSWERS) : answers
  const curves = SLOPES.flatMap((a) =>
    OFFSETS.map((offset) => {
      const difficulty = b + offset * Math.max(seB, 0.8)
      const able = POINTS.map((theta) => logistic(a * (theta - difficulty)))
      return {
        log: (-offset * offset) / 2,
        able: used.map(({ rest }) => averaged(able, rest)),
      }
    }),
  )
  const keyed = marginal((able, lucky, i) => {
    const right = lucky + (1 - lucky) * able
    return used[i]?.correct ? right : 1 - right
  })
  const options = optionsOf(used)
  if (!options) {
    const reversed = marginal((able, lucky, i) => {
      const said = lucky * (1 - able)
      return used[i]?.correct ? said : 1 - said
    })
    const suspicion = share(Math.log(PRIOR_WRONG) + reversed, Math.log(1 - PRIOR_WRONG) + keyed)
    return { suspicion, flagged: suspicion >= FLAG, likelyKey: null }
  }

  const counts = [...options.values()].map(({ n }) => n)
  const right = [...options.values()].filter((option) => option.correct)
  const key = right.reduce((sum, { n }) => sum + n, 0)
  const kinds = Math.max(LEAST_OPTIONS, counts.length + (right.length === 0 ? 1 : 0))
  const wrong = [...options].filter(([, option]) => !option.correct)
  const stands =
    Math.log(1 - PRIOR_WRONG) +
    keyed +
    spread(
      wrong.map(([, { n }]) => n),
      kinds - 1,
    )
  const tried = wrong.map(([response, option]) => {
    const others = [key, ...wrong.filter(([other]) => other !== response).map(([, { n }]) => n)]
    const given = marginal((able, lucky, i) => {
      const says = lucky + (1 - lucky) * able
      return used[i]?.response === response ? says : 1 - says
    })
    return { response, log: Math.log(PRIOR_WRONG / (kinds - 1)) + given + spread(others, kinds - 1), n: option.n }
  })
  const best = tried.reduce<(typeof tried)[number] | null>((top, one) => (top && top.log >= one.log ? top : one), null)
  if (!best) return { suspicion: 0, flagged: false, likelyKey: null }
  const most = Math.max(...tried.map(({ log }) => log))
  const anyWrong = most + Math.log(tried.reduce((sum, { log }) => sum + Math.exp(log - most), 0))
  const suspicion = share(anyWrong, stands)
  const flagged = suspicion >= FLAG
  return { suspicion, flagged, likelyKey: flagged ? best.response : null }

  /** Log of the likelihood averaged over discrimination, difficulty and luck. */
  function marginal(chance: (able: number, lucky: number, answer: number) => number): number {
    const logs = curves.flatMap(({ log, able }) =>
      LUCKY.map((lucky) => able.reduce((sum, p, i) => sum + Math.log(chance(p, lucky, i)), log)),
    )
    const most = Math.max(...logs)
    return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0) / logs.length)
  }
}

function optionsOf(answers: readonly RestedAnswer[]): Map<string, { n: number; correct: boolean }> | null {
  const options = new Map<string, { n: number; correct: boolean }>()
  for (const { response, correct } of answers) {
    if (response === null) return null
    options.set(response, { n: (options.get(response)?.n ?? 0) + 1, correct })
  }
  return options
}

/** Log-probability of counts whose shares are unknown and all equally likely: (K-1)! prod n! / (N+K-1)!, up to what all share. */
function spread(counts: readonly number[], kinds: number): number {
  const all = counts.reduce((sum, n) => sum + n, 0)
  return logFactorial(kinds - 1) + counts.reduce((sum, n) => sum + logFactorial(n), 0) - logFactorial(all + kinds - 1)
}

function logFactorial(n: number): number {
  let sum = 0
  for (let i = 2; i <= n; i++) sum += Math.log(i)
  return sum
}

const share = (one: number, other: number): number => logistic(one - other)
