import { shareOf } from '#core/assessment'
import type { BoardShare } from '#core/authoring'

/** People are added to a figure in whole blocks of so many, in the order their answers arrived. */
export const BLOCK = 5
/** Fewer people than this are never shown (CONTRACTS: L&D sees k-anonymous sums). */
export const LEAST_PEOPLE = 10

export const wholeBlocks = (n: number): number => BLOCK * Math.floor(n / BLOCK)
export const nearBlocks = (n: number): number => BLOCK * Math.round(n / BLOCK)

/**
 * @param hits of the people counted
 * @param people a multiple of five
 * @returns the share on its nearest step of five people; the interval holds whatever count lies within half a step
 */
export function boardShare(hits: number, people: number): BoardShare {
  const near = nearBlocks(hits)
  const low = shareOf(Math.max(0, near - BLOCK / 2), people).low
  const high = shareOf(Math.min(people, near + BLOCK / 2), people).high
  return { people, share: people === 0 ? 0 : near / people, low, high }
}

/** Null below ten people. @param people in whole blocks */
export const shareOrNone = (hits: number, people: number): BoardShare | null =>
  people < LEAST_PEOPLE ? null : boardShare(hits, people)
