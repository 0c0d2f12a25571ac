import * as v from 'valibot'
import type { ItemBody } from '../item-type.ts'
import { Criterion } from './criterion.ts'

const Rubric = v.object({ criteria: v.pipe(v.array(Criterion), v.minLength(1)) })

/** What a person looks for who reads an answer. */
export interface ReadCriterion {
  id: string
  text: string
  required: boolean
}

/** Criteria of an item answered in one's own words; null for one whose key is closed. */
export function rubricOf(body: ItemBody): Criterion[] | null {
  const read = v.safeParse(Rubric, body.task)
  return read.success ? read.output.criteria : null
}

/** What to say of an answer of any item: its rubric, or of a closed one whether it is right. */
export const criteriaOf = (body: ItemBody): ReadCriterion[] =>
  rubricOf(body)?.map(({ id, text, required }) => ({ id, text, required })) ?? [
    { id: 'answer', text: 'The answer is right', required: true },
  ]

/** Score: share of criteria met, [0, 1]; correct: every required one met. */
export function scoreOf(
  criteria: readonly ReadCriterion[],
  isMet: (criterion: string) => boolean,
): { score: number; correct: boolean } {
  const met = criteria.filter(({ id }) => isMet(id)).length
  return { score: met / criteria.length, correct: criteria.every(({ id, required }) => !required || isMet(id)) }
}
