import type { ItemParameters, Parameters } from '../ability/parameters.ts'
import { answerMatrix } from './answer-matrix.ts'
import { calibrate } from './calibrate.ts'
import type { ItemPrior } from './item-prior.ts'

/** One first answer, given alone. `person` is any string that is the same for one person throughout. */
export interface BankAnswer {
  person: string
  item: string
  correct: boolean
}

/** Of what a derived entry may hold (`Parameters`); a discrimination below .05 tells nothing at any ability. */
const BOUNDS = { a: [0.05, 5], b: [-6, 6], se: [0, 5] } as const

/**
 * Parameters of a bank from the answers given so far, 2PL by marginal maximum likelihood: what the authors said of each
 * item is the prior (log a and b normal, with the authors' errors), so an item with few answers stays near it and says so by
 * its errors, and one without any stays as it is.
 *
 * People are taken as N(0, 1) as they come; a bank for which they were picked by ability moves with them.
 *
 * @param answers at most one a person and item (the first counts); those to items `authors` does not know are left out
 * @param authors what is believed of each item before anybody answered (`initialParameters`), every error > 0
 * @returns source `responses`, or `authors` as it is where there are no answers
 */
export function calibrateBank(answers: readonly BankAnswer[], authors: ItemParameters): ItemParameters {
  const ids = Object.keys(authors.items).sort()
  const places = new Map(ids.map((id, place) => [id, place]))
  const people = new Map<string, Map<number, number>>()
  for (const { person, item, correct } of answers) {
    const place = places.get(item)
    if (place === undefined) continue
    const own = people.get(person) ?? new Map<number, number>()
    if (!own.has(place)) own.set(place, correct ? 1 : 0)
    people.set(person, own)
  }
  if (people.size === 0) return authors
  const answered = new Set([...people.values()].flatMap((own) => [...own.keys()]))
  const matrix = answerMatrix(
    ids.length,
    [...people.values()].map((own) => [...own]),
  )
  const priors = ids.map((id) => priorOf(authors.items[id] as Parameters))
  const { items } = calibrate(matrix, '2pl', { priors })
  const entries = ids.map((id, place) => {
    const author = authors.items[id] as Parameters
    const found = items[place]
    if (!found || !answered.has(place)) return [id, author] as const
    return [
      id,
      {
        a: within(BOUNDS.a, found.a),
        b: within(BOUNDS.b, found.b),
        seA: within(BOUNDS.se, found.seA ?? author.seA),
        seB: within(BOUNDS.se, found.seB ?? author.seB),
      },
    ] as const
  })
  return { source: 'responses', items: Object.fromEntries(entries) }
}

const priorOf = ({ a, b, seA, seB }: Parameters): ItemPrior => ({
  logA: { mean: Math.log(a), sd: Math.max(0.01, seA / a) },
  b: { mean: b, sd: Math.max(0.01, seB) },
})

const within = ([least, most]: readonly [number, number], value: number): number =>
  Math.min(most, Math.max(least, value))
