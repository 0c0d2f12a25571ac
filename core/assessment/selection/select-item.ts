import { createRandom } from '#core/base'
import type { Parameters } from '../ability/parameters.ts'
import { information } from '../ability/two-pl.ts'
import { drawnAmong, mostTelling } from './drawn-among.ts'

export interface Candidate {
  id: string
  subCompetency: string
  parameters: Parameters
}

export interface Choice {
  /** where the item is to tell most, logits: the ability as estimated, or the cut */
  at: number
  /** how often each sub-competency was asked so far */
  asked(subCompetency: string): number
  /** exposure control, `drawnAmong` */
  among?: number | undefined
  seed: number
}

/**
 * Maximum information with content balance and exposure control: first the sub-competency asked least so far (in the
 * blueprint's order), then one of the items of it that tell most, drawn by the seed. Items within 1 % of the best always
 * count as equal.
 *
 * @returns null when nothing is left
 */
export function selectItem(candidates: readonly Candidate[], { at, asked, among, seed }: Choice): Candidate | null {
  const least = Math.min(...candidates.map((candidate) => asked(candidate.subCompetency)))
  const sub = candidates.find((candidate) => asked(candidate.subCompetency) === least)?.subCompetency
  const told = candidates
    .filter((candidate) => candidate.subCompetency === sub)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((candidate) => ({ candidate, tells: information(at, candidate.parameters) }))
  const most = Math.max(...told.map(({ tells }) => tells))
  const equal = told.filter(({ tells }) => tells >= most * 0.99).length
  const drawn = mostTelling(told, ({ tells }) => tells, Math.max(equal, drawnAmong(among, told.length)))
  return drawn[createRandom(seed).int(drawn.length)]?.candidate ?? null
}
