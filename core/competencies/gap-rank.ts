import type { Gap, GapPriority } from './gap.ts'
import type { GapSum } from './gap-sums.ts'

interface Rankable {
  id: string
  gap: Pick<Gap, 'priority' | 'statement'>
  /** of the competency within the role, (0, 1]; null where the role does not name it */
  weight: number | null
  below: GapSum
}

const sizes: Readonly<Record<GapPriority['size'], string>> = { 1: 'Small', 2: 'Clear', 3: 'Large' }

/**
 * Gaps by what they cost the business, with the reason: the size of the effect first; of equals the one that holds back the greater
 * part of the people; then the one whose competency weighs more in its role. What is not known comes after what is. The four
 * impacts are not weighed against each other: no figure would be anybody's.
 *
 * @returns the same gaps, best first
 */
export function rankGaps<T extends Rankable>(gaps: readonly T[]): (T & { rank: number; why: string })[] {
  return [...gaps]
    .sort(
      (a, b) =>
        (b.gap.priority?.size ?? 0) - (a.gap.priority?.size ?? 0) ||
        shareOf(b.below) - shareOf(a.below) ||
        (b.weight ?? 0) - (a.weight ?? 0) ||
        (a.gap.statement < b.gap.statement ? -1 : a.gap.statement > b.gap.statement ? 1 : a.id < b.id ? -1 : 1),
    )
    .map((each, i) => ({ ...each, rank: i + 1, why: whyOf(each) }))
}

const shareOf = (sum: GapSum): number => (sum.state === 'counted' ? sum.below : -1)

function whyOf({ gap: { priority }, below, weight }: Rankable): string {
  const effect = priority
    ? `${sizes[priority.size]} effect on ${priority.impact} (${priority.goal})`
    : 'Nobody has named the business goal it stands in the way of'
  const people =
    below.state === 'counted'
      ? `${saidShare(below.below)} of ${below.people} or more people are below what the role requires`
      : 'how many people it holds back is not known'
  return `${effect}; ${people}; ${weight === null ? 'the role does not name this competency' : `weight ${weight} in the role`}.`
}

/** A share of people as `GapSum` tells it, in words. */
export const saidShare = (below: number): string =>
  below <= 0 ? 'few' : below >= 1 ? 'nearly all' : `about ${Math.round(below * 100)} %`
