import { createRandom } from '#core/base'
import type { Parameters } from './parameters.ts'
import { information } from './two-pl.ts'

export interface Candidate {
  id: string
  subCompetency: string
  parameters: Parameters
}

/**
 * Maximum-information selection with content balance: first the sub-competency asked least so far (in the blueprint's
 * order), then the item that tells most at this ability. Items within 1 % of the best count as equal and the seed decides,
 * so that not everybody meets the same item first.
 *
 * @param asked how often each sub-competency was asked so far
 * @returns null when nothing is left
 */
export function selectItem(
  candidates: readonly Candidate[],
  theta: number,
  asked: (subCompetency: string) => number,
  seed: number,
): Candidate | null {
  const least = Math.min(...candidates.map((candidate) => asked(candidate.subCompetency)))
  const balanced = candidates.filter((candidate) => asked(candidate.subCompetency) === least)
  const sub = balanced[0]?.subCompetency
  const told = balanced
    .filter((candidate) => candidate.subCompetency === sub)
    .map((candidate) => ({ candidate, tells: information(theta, candidate.parameters) }))
  const most = Math.max(...told.map(({ tells }) => tells))
  const best = told
    .filter(({ tells }) => tells >= most * 0.99)
    .map(({ candidate }) => candidate)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  return best[createRandom(seed).int(best.length)] ?? null
}
