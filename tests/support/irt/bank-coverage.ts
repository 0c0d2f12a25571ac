import { calibrateBank, type ItemParameters } from '#core/assessment'
import { createRandom } from '#core/base'
import { type DrawnItem, drawAnswers, drawNormal } from './draw-answers.ts'

const ITEMS = 20
const NINETY_PERCENT = 1.645

/** An author's estimates of items, as wide as `initialParameters` makes them. */
export const authorsOf = (difficulties: readonly number[]): ItemParameters => ({
  source: 'author-estimate',
  items: Object.fromEntries(difficulties.map((b, i) => [`item-${i}`, { a: 1.1, b, seA: 0.35, seB: 0.8 }])),
})

/**
 * Banks of 20 items whose truth is drawn from what their authors' estimates claim of themselves, calibrated from about `each`
 * answers an item: the share of 90 % intervals that hold the truth, of a and b together, the mean error said of b, and the
 * root mean square error of b, also that of the author's word.
 */
export function bankCoverage(each: number, rounds: number, seed: number) {
  const random = createRandom(seed)
  let held = 0
  let saidOfB = 0
  let offB = 0
  let authorOffB = 0
  for (let round = 0; round < rounds; round++) {
    const said = Array.from({ length: ITEMS }, () => random.int(3) - 1)
    const truth = said.map(
      (b): DrawnItem => ({ a: 1.1 * Math.exp(0.32 * drawNormal(random)), b: b + 0.8 * drawNormal(random) }),
    )
    const answers = drawAnswers(random, truth, each * 2, ITEMS / 2).flatMap((own, i) =>
      own.map(([place, score]) => ({ person: `p${i}`, item: `item-${place}`, correct: score === 1 })),
    )
    const { items } = calibrateBank(answers, authorsOf(said))
    for (const [i, { a, b }] of truth.entries()) {
      const got = items[`item-${i}`]
      if (!got) throw new Error(`item-${i} was lost`)
      held += Number(Math.abs(got.b - b) < NINETY_PERCENT * got.seB)
      held += Number(Math.abs(Math.log(got.a / a)) < (NINETY_PERCENT * got.seA) / got.a)
      saidOfB += got.seB
      offB += (got.b - b) ** 2
      authorOffB += ((said[i] ?? 0) - b) ** 2
    }
  }
  const of = rounds * ITEMS
  return {
    held: held / (2 * of),
    seB: saidOfB / of,
    rmseB: Math.sqrt(offB / of),
    authorRmseB: Math.sqrt(authorOffB / of),
  }
}
