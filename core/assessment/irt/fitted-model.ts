import type { AnswerMatrix } from './answer-matrix.ts'
import type { ResponseForm } from './response-form.ts'

export type CalibrationModel = 'rasch' | '2pl' | '3pl' | 'grm'

/** Where each item's parameters stand among all of them. */
export interface FittedModel {
  form: ResponseForm
  categories: readonly number[]
  /** of each item, the places of its parameters; a slope that all items share has one place */
  places: readonly (readonly number[])[]
  /** items that are moved together because they share a parameter */
  groups: readonly (readonly number[])[]
  /** how many parameters there are */
  size: number
}

export function layOut(form: ResponseForm, { categories }: AnswerMatrix, commonSlope: boolean): FittedModel {
  let size = commonSlope ? 1 : 0
  const places = categories.map((count) =>
    Array.from({ length: form.size(count) }, (_, j) => (commonSlope && j === 0 ? 0 : size++)),
  )
  const all = [...places.keys()]
  return { form, categories, places, groups: commonSlope ? [all] : all.map((item) => [item]), size }
}

/** Starting values, from the shares of people at each score or above. */
export function startingValues({ form, categories, places, size }: FittedModel, matrix: AnswerMatrix): Float64Array {
  const shares = categories.map((count) => new Float64Array(count))
  for (let row = 0; row < matrix.weight.length; row++) {
    const weight = matrix.weight[row] ?? 0
    for (let at = matrix.starts[row] ?? 0; at < (matrix.starts[row + 1] ?? 0); at++) {
      const share = shares[matrix.item[at] ?? 0]
      const score = matrix.score[at] ?? 0
      if (share) share[score] = (share[score] ?? 0) + weight
    }
  }
  const x = new Float64Array(size)
  for (const [item, place] of places.entries()) {
    const counts = shares[item] ?? new Float64Array(2)
    // half an answer of each score, so that no share is 0 or 1
    const total = counts.reduce((sum, count) => sum + count + 0.5, 0)
    const atLeast = Array.from(counts)
      .slice(1)
      .map((_, k) => counts.subarray(k + 1).reduce((sum, count) => sum + count + 0.5, 0) / total)
    const start = form.start(atLeast)
    for (const [j, at] of place.entries()) x[at] = start[j] ?? 0
  }
  return x
}

/** Copies one item's parameters out of all. */
export const ofItem = (x: Float64Array, places: readonly number[]): number[] => places.map((at) => x[at] ?? 0)
