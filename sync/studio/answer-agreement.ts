import {
  type Agreement,
  agreementOf,
  criteriaOf,
  type ItemBody,
  type PointsPair,
  type ReadCriterion,
} from '#core/assessment'
import { dayOf } from '#core/base'
import type { HeldAnswer } from './answer-rows.ts'

/**
 * Of the machine with the first person who read, over answers it had scored by itself. Contested ones are left out: they are no
 * fair sample, since only who lost by a score contests it.
 *
 * @param hash of the task: what was read of an earlier one says nothing of it
 */
export function machineAgreement(answers: readonly HeldAnswer[], body: ItemBody, hash: string): Agreement | null {
  const criteria = criteriaOf(body)
  const pairs = answers.flatMap(({ event, challenge, readings: [reading] }): { atMs: number; pair: PointsPair }[] => {
    const machine = new Map(event.data.criteria?.map(({ criterion, verdict }) => [criterion, verdict]))
    if (!reading || challenge || reading.task !== hash) return []
    if (!criteria.every(({ id }) => machine.get(id) === 'met' || machine.get(id) === 'missed')) return []
    return [{ atMs: reading.atMs, pair: [points(criteria, machine), points(criteria, reading.verdicts)] }]
  })
  return agreed(pairs)
}

/** Of two people who read the same answer, neither knowing of the other. */
export function peopleAgreement(answers: readonly HeldAnswer[], body: ItemBody): Agreement | null {
  const criteria = criteriaOf(body)
  return agreed(
    answers.flatMap(({ readings: [first, second] }) =>
      first && second
        ? [{ atMs: second.atMs, pair: [points(criteria, first.verdicts), points(criteria, second.verdicts)] as const }]
        : [],
    ),
  )
}

const points = (criteria: readonly ReadCriterion[], said: ReadonlyMap<string, string>): number =>
  criteria.filter(({ id }) => said.get(id) === 'met').length

function agreed(pairs: readonly { atMs: number; pair: PointsPair }[]): Agreement | null {
  const last = pairs.reduce((most, { atMs }) => Math.max(most, atMs), 0)
  return agreementOf(
    pairs.map(({ pair }) => pair),
    dayOf(last),
  )
}
