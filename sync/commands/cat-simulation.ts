import { curve, fisherInformation, type ItemModel, mostTelling } from '#core/assessment'
import { createRandom, type Random } from '#core/base'

/** Ability is looked for on these points, logits: fine enough for a standard error of .1. */
const POINTS = Array.from({ length: 81 }, (_, i) => -4 + i / 10)
const STEP = 0.1

/** A bank with its curves worked out at every point of ability. */
export interface SimulatedBank {
  items: readonly ItemModel[]
  cut: number
  /** by item, by point: P(right) */
  right: readonly Float64Array[]
  /** by point, by item: information */
  tells: readonly Float64Array[]
  tellsAtCut: Float64Array
  /** by point: the part of the stretch around it that lies above the cut */
  aboveCut: Float64Array
}

export function simulatedBank(items: readonly ItemModel[], cut: number): SimulatedBank {
  return {
    items,
    cut,
    right: items.map((item) => Float64Array.from(POINTS, (theta) => curve(theta, item).p)),
    tells: POINTS.map((theta) => Float64Array.from(items, (item) => fisherInformation(theta, item))),
    tellsAtCut: Float64Array.from(items, (item) => fisherInformation(cut, item)),
    aboveCut: Float64Array.from(POINTS, (theta) => Math.min(1, Math.max(0, (theta - cut) / STEP + 0.5))),
  }
}

/** Somebody with a true ability, and one draw an item: what they answer to it is the same in every form of the test. */
export interface SimulatedPerson {
  theta: number
  draws: Float64Array
}

/** Ability is N(0, 1). */
export function simulatedPeople(count: number, items: number, seed: number): SimulatedPerson[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => ({
    theta: normal(random),
    draws: Float64Array.from({ length: items }, () => random.next()),
  }))
}

export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())

/** What is known after some answers. */
export interface Known {
  /** places in the bank, in the order asked */
  asked: readonly number[]
  /** places not asked yet */
  left: readonly number[]
  theta: number
  se: number
  /** P(theta >= cut) */
  above: number
  /** posterior over the 81 points from -4 to 4, logits; sums to 1 */
  posterior: Float64Array
}

/** Asks one person item after item, and says what was known after each. */
export function walk(
  { right, items, aboveCut }: SimulatedBank,
  { theta, draws }: SimulatedPerson,
  choose: (known: Known) => number,
  isEnough: (known: Known) => boolean,
  onAnswer?: (known: Known) => void,
): Known {
  const posterior = Float64Array.from(POINTS, (point) => Math.exp((-point * point) / 2))
  const asked: number[] = []
  const left = items.map((_, place) => place)
  let known: Known = { asked, left, posterior, ...summary(posterior, aboveCut) }
  while (left.length > 0) {
    const item = choose(known)
    left.splice(left.indexOf(item), 1)
    asked.push(item)
    const model = items[item]
    const p = right[item]
    if (!model || !p) throw new RangeError(`the bank has no item ${item}`)
    const isRight = (draws[item] ?? 1) < curve(theta, model).p
    for (let i = 0; i < POINTS.length; i++) {
      const chance = p[i] ?? 0
      posterior[i] = (posterior[i] ?? 0) * (isRight ? chance : 1 - chance)
    }
    known = { asked, left, posterior, ...summary(posterior, aboveCut) }
    onAnswer?.(known)
    if (isEnough(known)) break
  }
  return known
}

/** Mean, standard deviation and mass above the cut; makes the weights sum to 1. */
function summary(posterior: Float64Array, aboveCut: Float64Array): { theta: number; se: number; above: number } {
  let total = 0
  for (const weight of posterior) total += weight
  let theta = 0
  let squares = 0
  let above = 0
  for (let i = 0; i < POINTS.length; i++) {
    const weight = (posterior[i] ?? 0) / total
    const point = POINTS[i] ?? 0
    posterior[i] = weight
    theta += weight * point
    squares += weight * point * point
    above += weight * (aboveCut[i] ?? 0)
  }
  return { theta, se: Math.sqrt(Math.max(0, squares - theta * theta)), above }
}

/**
 * Maximum information among what is left, one of the best drawn at random.
 *
 * @param among how many of the best, by how many are left
 */
export function maximumInformation(
  { tells, tellsAtCut }: SimulatedBank,
  select: 'estimate' | 'cut',
  among: (left: number) => number,
  random: Random,
): (known: Known) => number {
  return ({ theta, left }) => {
    const at = select === 'cut' ? tellsAtCut : tells[Math.round((theta + 4) / STEP)]
    const best = mostTelling(left, (item) => at?.[item] ?? 0, among(left.length))
    return best[random.int(best.length)] ?? 0
  }
}
