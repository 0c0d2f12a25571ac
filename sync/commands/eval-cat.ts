import { defineCommand } from 'citty'
import * as v from 'valibot'
import { drawnAmong, stopReason } from '#core/assessment'
import { createRandom, parse } from '#core/base'
import { type CatRule, expectedRight, findRule, lengthFor } from './cat-rule.ts'
import {
  type Known,
  maximumInformation,
  type SimulatedBank,
  type SimulatedPerson,
  simulatedBank,
  simulatedPeople,
  walk,
} from './cat-simulation.ts'
import { readBank } from './eval-ability.ts'
import { printResult } from './eval-output.ts'

/** A pilot of so many people finds the rule; the figures are of others. */
const PILOT = 2_000
/** What the rule aims at: two standard errors over .95 for a thousand people. */
const AIM = 0.965
/** Where the whole bank does not reach the aim, the rule stops so far below what it reaches. */
const SHORT_OF_BANK = 0.004

export interface CatOptions {
  people: number
  seed: number
  cut: number
  select: 'estimate' | 'cut'
  among?: number | undefined
  certainty?: number | undefined
  maxItems?: number | undefined
  standardError?: number | undefined
}

/**
 * An adaptive test over a bank, on simulated people whose ability is N(0, 1): how often pass or fail is right, with how many
 * items, and how many the best fixed form needs for the same accuracy (the items most informative at the cut, the same for
 * everybody, the same answers). Without a certainty the rule to stop is found on a pilot of other people.
 *
 * Equal accuracy is judged by the expected share of right decisions under each posterior, which varies less between runs than
 * the share that happened to be right; `decisionAccuracy` is the latter.
 */
export function evalCat(path: string, { people, seed, cut, select, among, ...stop }: CatOptions) {
  const startedMs = performance.now()
  const names: string[] = []
  const models = [...readBank(path)].map(([name, { a, b, c, d }]) => {
    names.push(name)
    return { a, b, c, d }
  })
  const bank = simulatedBank(models, cut)
  const draw = (left: number) => drawnAmong(among, left)
  const pilot = simulatedPeople(PILOT, models.length, seed + 1_000_003)
  const fixedPilot = fixedForm(bank, pilot)
  const aim = Math.min(AIM, (fixedPilot.at(-1) ?? 1) - SHORT_OF_BANK)
  const random = createRandom(seed + 2_000_003)
  const rule: CatRule =
    stop.certainty === undefined && stop.maxItems === undefined && stop.standardError === undefined
      ? findRule(bank, pilot, { select, among: draw, random }, aim, fixedPilot)
      : {
          certainty: stop.certainty ?? 0.999,
          maxItems: Math.min(stop.maxItems ?? models.length, models.length),
          standardError: stop.standardError ?? 0,
        }
  const taken = simulatedPeople(people, models.length, seed)
  const choose = maximumInformation(bank, select, draw, createRandom(seed + 3_000_017))
  const ends = { certain: 0, precise: 0, length: 0 }
  const results = taken.map((person) => {
    const known = walk(bank, person, choose, (now) => {
      const { certainty, maxItems, standardError } = rule
      const ability = { se: now.se, above: () => now.above }
      const reason = stopReason({ minItems: 1, maxItems, standardError, certainty }, cut, ability, now.asked.length)
      if (reason) ends[reason]++
      return reason !== null
    })
    return { person, known }
  })
  const mean = (of: (result: (typeof results)[number]) => number) =>
    results.reduce((sum, result) => sum + of(result), 0) / people
  const expected = mean(({ known }) => expectedRight(known))
  const fixed = fixedForm(bank, taken)
  const fixedLength = lengthFor(fixed, expected)
  const meanLength = mean(({ known }) => known.asked.length)
  const shares = exposure(results, models.length)
  return {
    decisionAccuracy: mean(({ person, known }) => Number(isRight(person, known, cut))),
    meanLength,
    fixedLength,
    bias: mean(({ person, known }) => known.theta - person.theta),
    rmse: Math.sqrt(mean(({ person, known }) => (known.theta - person.theta) ** 2)),
    maxExposure: Math.max(...shares),
    saved: 1 - meanLength / fixedLength,
    expectedAccuracy: expected,
    fixedAccuracy: fixed[fixedLength - 1] ?? 0,
    bankAccuracy: fixed.at(-1) ?? 0,
    meanSe: mean(({ known }) => known.se),
    overlap: overlapOf(shares, meanLength, people),
    neverAsked: shares.filter((share) => share === 0).length,
    longest: Math.max(...results.map(({ known }) => known.asked.length)),
    stopped: ends,
    rule: { ...rule, select, among: among ?? 'one in twenty, at most ten' },
    people,
    seed,
    items: models.length,
    seconds: (performance.now() - startedMs) / 1000,
  }
}

const isRight = ({ theta }: SimulatedPerson, { above }: Known, cut: number): boolean => above >= 0.5 === theta >= cut

/** Expected accuracy of the best fixed form of every length, from one item to the whole bank. */
function fixedForm(bank: SimulatedBank, people: readonly SimulatedPerson[]): number[] {
  const order = bank.items.map((_, i) => i).sort((a, b) => (bank.tellsAtCut[b] ?? 0) - (bank.tellsAtCut[a] ?? 0))
  const right = new Float64Array(order.length)
  for (const person of people)
    walk(
      bank,
      person,
      ({ asked }) => order[asked.length] ?? 0,
      () => false,
      (known) => {
        const at = known.asked.length - 1
        right[at] = (right[at] ?? 0) + expectedRight(known)
      },
    )
  return Array.from(right, (sum) => sum / people.length)
}

function exposure(results: readonly { known: Known }[], items: number): number[] {
  const counts = new Array<number>(items).fill(0)
  for (const { known } of results) for (const item of known.asked) counts[item] = (counts[item] ?? 0) + 1
  return counts.map((count) => count / results.length)
}

/** Share of a test that two people have in common on average (Chen, Ankenmann & Spray 2003, eq. 12). */
function overlapOf(shares: readonly number[], length: number, people: number): number {
  const squares = shares.reduce((sum, share) => sum + share * share, 0)
  return (people / (people - 1)) * (squares / length) - 1 / (people - 1)
}

const Whole = v.pipe(v.string(), v.toNumber('must be a number'), v.integer('must be a whole number'))
const Real = v.pipe(v.string(), v.toNumber('must be a number'), v.finite('must be a number'))

export const evalCatCommand = defineCommand({
  meta: { name: 'cat', description: 'An adaptive test over a bank, on simulated people' },
  args: {
    bank: { type: 'positional', description: 'CSV with the columns item,a,b,c,d', required: true },
    people: { type: 'string', default: '1000', description: 'simulated people' },
    seed: { type: 'string', default: '1', description: 'the same seed gives the same figures' },
    cut: { type: 'string', default: '0', description: 'able from, logits' },
    select: { type: 'string', default: 'estimate', description: 'most information at the estimate, or at the cut' },
    among: { type: 'string', description: 'draw each item among so many of the best' },
    certainty: { type: 'string', description: 'stop when so sure of pass or fail' },
    max: { type: 'string', description: 'items at most' },
    'standard-error': { type: 'string', description: 'stop at this standard error' },
    json: { type: 'boolean', default: false, description: 'one JSON object on stdout' },
  },
  run: ({ args }) => {
    const optional = <T>(schema: v.GenericSchema<string, T>, value: string | undefined, name: string) =>
      value === undefined ? undefined : parse(schema, value, name)
    const options: CatOptions = {
      people: parse(v.pipe(Whole, v.minValue(2), v.maxValue(100_000)), args.people, '--people'),
      seed: parse(v.pipe(Whole, v.minValue(0)), args.seed, '--seed'),
      cut: parse(v.pipe(Real, v.minValue(-3.9), v.maxValue(3.9)), args.cut, '--cut'),
      select: parse(v.picklist(['estimate', 'cut']), args.select, '--select'),
      among: optional(v.pipe(Whole, v.minValue(1)), args.among, '--among'),
      certainty: optional(v.pipe(Real, v.gtValue(0.5), v.ltValue(1)), args.certainty, '--certainty'),
      maxItems: optional(v.pipe(Whole, v.minValue(1)), args.max, '--max'),
      standardError: optional(v.pipe(Real, v.gtValue(0)), args['standard-error'], '--standard-error'),
    }
    printResult(evalCat(args.bank, options), args.json)
  },
})
