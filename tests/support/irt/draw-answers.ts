import type { Random } from '#core/base'

export interface DrawnItem {
  a: number
  b: number
  c?: number
}

/** Standard normal (Box & Muller 1958). */
export const drawNormal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())

/** log a ~ N(0, .3), b ~ N(0, 1). */
export const drawItems = (random: Random, count: number): DrawnItem[] =>
  Array.from({ length: count }, () => ({ a: Math.exp(0.3 * drawNormal(random)), b: drawNormal(random) }))

/** Answers of people drawn from N(0, 1), each to `each` items picked at random: [item, score] pairs a person. */
export function drawAnswers(
  random: Random,
  items: readonly DrawnItem[],
  people: number,
  each = items.length,
): [item: number, score: number][][] {
  const all = [...items.keys()]
  return Array.from({ length: people }, () => {
    const theta = drawNormal(random)
    const own = each < items.length ? random.shuffle(all).slice(0, each) : all
    return own.map((place) => {
      const { a, b, c = 0 } = items[place] ?? { a: 1, b: 0 }
      return [place, random.next() < c + (1 - c) / (1 + Math.exp(-a * (theta - b))) ? 1 : 0]
    })
  })
}
