import { createRandom, type Random } from '#core/base'

/**
 * A memory that is none of those measured: what is left after some days is the better of a quick and a slow exponential, each
 * successful recall adds to the slow one by how hard it was, and people and items differ.
 */
export interface SimulatedMemory {
  recall(days: number): number
  review(days: number, recalled: boolean): void
}

export function simulatedMemory(random: Random): SimulatedMemory {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
  // recalled when nine in ten would be: about three times as lasting, as the default weights of FSRS have it
  const growth = 20 * Math.exp(0.4 * normal())
  let slowDays = 6 * Math.exp(0.7 * normal())
  const left = (days: number) => 0.35 * Math.exp(-days / (slowDays / 4)) + 0.65 * Math.exp(-days / (slowDays * 2.5))
  return {
    recall: left,
    review: (days, recalled) => {
      const p = left(days)
      slowDays = recalled ? slowDays * Math.min(6, 1 + growth * (1 - p)) : Math.max(1.5, slowDays * 0.35)
      slowDays = Math.min(slowDays, 2000)
    },
  }
}

/** Reviews on days a scheduler of no kind chose; header and rows as `eval recall` reads them. */
export function reviewsCsv(learners: number, itemsEach: number, reviewsEach: number, seed: number): string {
  const random = createRandom(seed)
  const lines = ['learner,item,at,grade']
  for (let l = 0; l < learners; l++)
    for (let i = 0; i < itemsEach; i++) {
      const memory = simulatedMemory(random)
      let day = random.int(20)
      let gap = 1
      for (let n = 0; n < reviewsEach; n++) {
        const recalled = n === 0 || random.next() < memory.recall(gap)
        lines.push(`l${l},i${i},${new Date(Date.UTC(2026, 0, 1 + day)).toISOString()},${recalled ? 3 : 1}`)
        if (n > 0) memory.review(gap, recalled)
        gap = Math.max(1, Math.round(gap * (recalled ? 0.8 + 1.8 * random.next() : 0.2)))
        day += gap
      }
    }
  return lines.join('\n')
}
