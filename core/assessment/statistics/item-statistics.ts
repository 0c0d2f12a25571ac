import { isMeasured, type Parameters, unknownItem } from '../ability/parameters.ts'
import type { AnswerRow } from './answer-row.ts'
import { type Drift, driftOf } from './drift.ts'
import { type Interval, shareOf, Z95 } from './interval.ts'
import { checkKey, type KeyCheck } from './key-check.ts'
import { type RestedAnswer, withRestAbility } from './rest-ability.ts'

export interface ItemStatistics {
  item: string
  /** first answers given alone; all figures but `exposure` rest on them */
  n: number
  right: Interval
  /** discrimination and difficulty, with what is not known of them; `measured` only where answers stand behind them */
  a: Interval
  b: Interval
  measured: boolean
  /** correlation of right with the ability the other answers show; null for fewer than five answers, or all alike */
  fit: Interval | null
  key: KeyCheck
  drift: Drift | null
  /** share of all people here who met it, aided or not */
  exposure: Interval
  /** what was answered, most often first, ten at most; empty for own words */
  responses: { response: string; correct: boolean; n: number; share: number; ability: number }[]
  wrongAndSure: Interval
  wrongAndUnsure: Interval
  /** seconds; null without answers */
  medianSeconds: number | null
}

/**
 * What answers say of the items, each figure with an interval, so that a few answers look like a few. Pure; nothing in it says who
 * answered, but a reader of few rows may guess: whoever shows it keeps to groups that are large enough.
 *
 * @param rows       any order; of a person's answers to an item the first counts
 * @param parameters by item, as the release has them
 * @param only       what to reckon, where one item at a time is wanted; the other rows still say what people can do
 * @returns by item, sorted by its id
 */
export function itemStatistics(
  rows: readonly AnswerRow[],
  parameters: Readonly<Record<string, Parameters>>,
  only?: string,
): ItemStatistics[] {
  const first = firstAnswers(rows)
  const people = new Set(first.map(({ person }) => person)).size
  const met = new Map<string, number>()
  for (const { item } of first) met.set(item, (met.get(item) ?? 0) + 1)
  const byItem = new Map<string, RestedAnswer[]>()
  const alone = first.filter(({ aided }) => !aided)
  for (const answer of withRestAbility(alone, parameters)) {
    if (only !== undefined && only !== answer.item) continue
    const own = byItem.get(answer.item)
    if (own) own.push(answer)
    else byItem.set(answer.item, [answer])
  }
  const wanted = [...met.keys()].filter((item) => only === undefined || item === only)
  return wanted.sort().map((item) => {
    const answers = byItem.get(item) ?? []
    const known = parameters[item] ?? unknownItem
    const n = answers.length
    const share = (fits: (answer: RestedAnswer) => boolean) => shareOf(answers.filter(fits).length, n)
    return {
      item,
      n,
      right: share(({ correct }) => correct),
      a: around(known.a, known.seA),
      b: around(known.b, known.seB),
      measured: isMeasured(known),
      fit: fitOf(answers),
      key: checkKey(answers, known),
      drift: driftOf(answers, known),
      exposure: shareOf(met.get(item) ?? 0, people),
      responses: responsesOf(answers),
      wrongAndSure: share(({ correct, confidence }) => !correct && confidence === 'sure'),
      wrongAndUnsure: share(({ correct, confidence }) => !correct && confidence !== 'sure'),
      medianSeconds: median(answers.map(({ tookMs }) => tookMs / 1000)),
    }
  })
}

function firstAnswers(rows: readonly AnswerRow[]): AnswerRow[] {
  const first = new Map<string, AnswerRow>()
  for (const row of rows) {
    const key = JSON.stringify([row.person, row.item])
    const known = first.get(key)
    if (!known || row.at < known.at) first.set(key, row)
  }
  return [...first.values()]
}

const around = (value: number, se: number): Interval => ({ value, low: value - Z95 * se, high: value + Z95 * se })

/** Pearson's r with Fisher's interval. */
function fitOf(answers: readonly RestedAnswer[]): Interval | null {
  const n = answers.length
  if (n < 5) return null
  const mean = (of: (answer: RestedAnswer) => number) => answers.reduce((sum, each) => sum + of(each), 0) / n
  const right = mean(({ correct }) => Number(correct))
  const ability = mean((answer) => answer.ability)
  const spread = mean((answer) => (answer.ability - ability) ** 2)
  if (right === 0 || right === 1 || spread === 0) return null
  const both = mean((answer) => (Number(answer.correct) - right) * (answer.ability - ability))
  const value = both / Math.sqrt(right * (1 - right) * spread)
  const z = Math.atanh(Math.min(0.999, Math.max(-0.999, value)))
  const half = Z95 / Math.sqrt(n - 3)
  return { value, low: Math.tanh(z - half), high: Math.tanh(z + half) }
}

function responsesOf(answers: readonly RestedAnswer[]): ItemStatistics['responses'] {
  const groups = new Map<string, RestedAnswer[]>()
  for (const answer of answers)
    if (answer.response !== null) groups.set(answer.response, [...(groups.get(answer.response) ?? []), answer])
  return [...groups]
    .map(([response, own]) => ({
      response,
      correct: own.some(({ correct }) => correct),
      n: own.length,
      share: own.length / answers.length,
      ability: own.reduce((sum, { ability }) => sum + ability, 0) / own.length,
    }))
    .sort((x, y) => y.n - x.n || (x.response < y.response ? -1 : 1))
    .slice(0, 10)
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((x, y) => x - y)
  const middle = sorted.length / 2
  if (sorted.length === 0) return null
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2
}
