import { createRequire } from 'node:module'
import type { Cat as JsCat } from '@bdelab/jscat'
import { createRandom } from '#core/base'
import { type Known, type SimulatedBank, type SimulatedPerson, walk } from '../../../sync/commands/cat-simulation.ts'

export interface Taken {
  length: number
  right: boolean
}

const { Cat }: { Cat: typeof JsCat } = createRequire(import.meta.url)('@bdelab/jscat')

/** jscat with EAP and maximum information, asked until its standard error is small enough; what it takes for an item, microseconds. */
export function takeJsCat(bank: SimulatedBank, people: readonly SimulatedPerson[], mostItems: number) {
  const from = performance.now()
  let asked = 0
  const paths = people.map(({ theta, draws }) => {
    const cat = new Cat({ method: 'eap', itemSelect: 'MFI', minTheta: -4, maxTheta: 4 })
    let left = bank.items.map(({ a, b, c = 0, d = 1 }, place) => ({ a, b, c, d, place }))
    const path: { se: number; able: boolean }[] = []
    for (let n = 0; n < mostItems && left.length > 0; n++) {
      const { nextStimulus } = cat.findNextItem(left, 'MFI', false)
      const item = left.find((one) => one.place === nextStimulus?.place)
      if (!item) throw new Error('jscat asked for an item that is gone')
      left = left.filter((one) => one !== item)
      const { a, b, c, d } = item
      const p = c + (d - c) / (1 + Math.exp(-a * (theta - b)))
      cat.updateAbilityEstimate({ a, b, c, d }, (draws[item.place] ?? 1) < p ? 1 : 0)
      asked++
      path.push({ se: cat.seMeasurement, able: cat.theta >= bank.cut })
    }
    return { able: theta >= bank.cut, path }
  })
  const microseconds = ((performance.now() - from) / asked) * 1000
  /** stopped at a standard error, or at its greatest length */
  const stoppedAt = (se: number): Taken[] =>
    paths.map(({ able, path }) => {
      const found = path.findIndex((one) => one.se <= se)
      const end = found < 0 ? path.length - 1 : found
      return { length: end + 1, right: path[end]?.able === able }
    })
  return { microseconds, stoppedAt }
}

/** Wald's sequential probability ratio test between two abilities either side of the cut (Eggen 1999). */
export function isSprtOver(bank: SimulatedBank, halfWidth: number, error: number): (known: Known) => boolean {
  const at = (theta: number) => Math.round((theta + 4) / 0.1)
  const [low, high] = [at(bank.cut - halfWidth), at(bank.cut + halfWidth)]
  const prior = ((bank.cut - halfWidth) ** 2 - (bank.cut + halfWidth) ** 2) / 2
  const bound = Math.log((1 - error) / error)
  return ({ posterior }) => Math.abs(Math.log((posterior[high] ?? 0) / (posterior[low] ?? 1)) - prior) >= bound
}

/**
 * Sympson & Hetter (1985): an item chosen as the most informative is given with a probability of its own, found by simulation so
 * that nobody is asked it more often than `most`.
 */
export function sympsonHetter(
  bank: SimulatedBank,
  pilot: readonly SimulatedPerson[],
  most: number,
  isEnough: (known: Known) => boolean,
  rounds = 4,
) {
  const given = bank.items.map(() => 1)
  const random = createRandom(77)
  /** an item that was not given to a person is set aside for them */
  const aside = new Set<number>()
  const choose =
    (chosen?: Set<number>[]) =>
    (person: number) =>
    ({ theta, left, asked }: Known): number => {
      if (asked.length === 0) aside.clear()
      const at = bank.tells[Math.round((theta + 4) / 0.1)]
      const order = [...left].sort((a, b) => (at?.[b] ?? 0) - (at?.[a] ?? 0))
      for (const item of order) {
        if (aside.has(item)) continue
        chosen?.[person]?.add(item)
        if (random.next() < (given[item] ?? 1)) return item
        aside.add(item)
      }
      return order[0] ?? 0
    }
  for (let round = 0; round < rounds; round++) {
    const chosen = pilot.map(() => new Set<number>())
    for (const [i, person] of pilot.entries()) walk(bank, person, choose(chosen)(i), isEnough)
    for (const item of bank.items.keys()) {
      const share = chosen.filter((items) => items.has(item)).length / pilot.length
      given[item] = share > most ? most / share : 1
    }
  }
  return choose()(0)
}
