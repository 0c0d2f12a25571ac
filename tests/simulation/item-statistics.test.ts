import { describe, expect, it } from 'vitest'
import { type AnswerRow, itemStatistics, type Parameters } from '#core/assessment'
import { createRandom, type Random } from '#core/base'

const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
const DAY_MS = 86_400_000
const seed = 20_261_122
const ITEMS = 40
const ANSWERED = 8

interface World {
  /** items whose key names a wrong option */
  badKeys: ReadonlySet<string>
  /** own words: nobody answers the same */
  ownWords?: boolean
  /** easier by so many logits from day 30 on */
  easier?: ReadonlyMap<string, number>
  people: number
}

/**
 * An organisation's bank as it is: true difficulties around what the authors said, four options of which the wrong ones differ in
 * appeal, a guess at times, people who answer eight items each over sixty days.
 */
function simulate({ badKeys, ownWords = false, easier = new Map(), people }: World, random: Random) {
  const bank = Array.from({ length: ITEMS }, (_, i) => {
    const said = [-1, 0, 1][i % 3] ?? 0
    const appeal = [1, 2, 3].map(() => -Math.log(1 - random.next()))
    return { id: `item-${i}`, said, a: Math.exp(0.1 + 0.3 * normal(random)), b: said + 0.8 * normal(random), appeal }
  })
  const rows: AnswerRow[] = []
  for (let person = 0; person < people; person++) {
    const theta = normal(random)
    const day = random.int(60)
    for (const item of random.shuffle(bank).slice(0, ANSWERED)) {
      const b = item.b - (day >= 30 ? (easier.get(item.id) ?? 0) : 0)
      const able = random.next() < 1 / (1 + Math.exp(-item.a * (theta - b)))
      const gives = able ? 0 : pick([0.4, ...item.appeal], random)
      const key = badKeys.has(item.id) ? 1 : 0
      rows.push({
        item: item.id,
        person: `p${person}`,
        correct: gives === key,
        confidence: able ? 'sure' : 'guess',
        aided: false,
        tookMs: 30_000,
        at: day * DAY_MS + person,
        response: ownWords ? null : `option-${gives}`,
      })
    }
  }
  const parameters = Object.fromEntries(
    bank.map(({ id, said }): [string, Parameters] => [id, { a: 1.1, b: said, seA: 0.35, seB: 0.8 }]),
  )
  return { rows, parameters }
}

function pick(weights: readonly number[], random: Random): number {
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0)
  for (const [i, weight] of weights.entries()) {
    left -= weight
    if (left < 0) return i
  }
  return weights.length - 1
}

/** The first so many answers to each item, as they came. */
function firstOfEach(rows: readonly AnswerRow[], most: number): AnswerRow[] {
  const seen = new Map<string, number>()
  return rows.filter(({ item }) => {
    const n = (seen.get(item) ?? 0) + 1
    seen.set(item, n)
    return n <= most
  })
}

function keyFlags(ownWords: boolean, answers: number, runs: number) {
  const random = createRandom(seed)
  const count = { bad: 0, flagged: 0, named: 0, good: 0, falsely: 0 }
  for (let run = 0; run < runs; run++) {
    const badKeys = new Set([0, 1, 2, 3].map(() => `item-${random.int(ITEMS)}`))
    const { rows, parameters } = simulate({ badKeys, ownWords, people: 230 }, random)
    for (const { item, key } of itemStatistics(firstOfEach(rows, answers), parameters)) {
      if (badKeys.has(item)) {
        count.bad++
        count.flagged += Number(key.flagged)
        count.named += Number(key.likelyKey === 'option-0')
      } else {
        count.good++
        count.falsely += Number(key.flagged)
      }
    }
  }
  const { bad, flagged, named, good, falsely } = count
  return { power: flagged / bad, named: named / bad, falseFlags: falsely / good, bad, good }
}

describe('item statistics on people with known abilities', () => {
  it('flag a planted wrong key within 30 answers, and hardly ever a right one', () => {
    const found = keyFlags(false, 30, 12)
    console.log(`wrong keys after 30 answers, seed ${seed}`, found)
    expect(found.power).toBeGreaterThanOrEqual(0.85)
    expect(found.named).toBeGreaterThanOrEqual(0.75)
    expect(found.falseFlags).toBeLessThanOrEqual(0.05)
  })

  it('flag the wrong key of an item in own words too, where nobody answers the same', () => {
    const found = keyFlags(true, 30, 6)
    console.log(`wrong keys in own words after 30 answers, seed ${seed}`, found)
    expect(found.power).toBeGreaterThanOrEqual(0.75)
    expect(found.falseFlags).toBeLessThanOrEqual(0.05)
  })

  it('see an item that became easier, with an interval, and say nothing of the others', () => {
    const random = createRandom(seed)
    const count = { moved: 0, seen: 0, inside: 0, still: 0, falsely: 0 }
    for (let run = 0; run < 2; run++) {
      const easier = new Map<string, number>([0, 1, 2, 3].map(() => [`item-${random.int(ITEMS)}`, 1.5]))
      const { rows, parameters } = simulate({ badKeys: new Set(), easier, people: 1_000 }, random)
      for (const { item, drift } of itemStatistics(rows, parameters)) {
        const true_ = -(easier.get(item) ?? 0)
        if (!drift) throw new Error('too few answers')
        count.inside += Number(drift.change.low <= true_ && true_ <= drift.change.high)
        if (true_ !== 0) {
          count.moved++
          count.seen += Number(drift.flagged)
        } else {
          count.still++
          count.falsely += Number(drift.flagged)
        }
      }
    }
    const { moved, seen, inside, still, falsely } = count
    const found = { seen: seen / moved, falsely: falsely / still, covered: inside / (moved + still) }
    console.log(`drift of 1.5 logits over 200 answers, seed ${seed}`, found)
    expect(found.seen).toBeGreaterThanOrEqual(0.5)
    expect(found.falsely).toBeLessThanOrEqual(0.03)
    expect(found.covered).toBeGreaterThanOrEqual(0.9)
  })
})
