import { type Block, blockText } from '#core/content'

/** Silent reading of working texts: slower than the 238 words a minute of English prose (Brysbaert 2019), as an aid is used while working. */
export const WORDS_A_MINUTE = 200
/** Beside its words a step is found again on the page and done; a second of looking back each. */
const SECONDS_A_STEP = 1

/** How long an aid takes to read. */
export interface ReadingTime {
  words: number
  steps: number
  /** words at `WORDS_A_MINUTE` and a second for each step, rounded up */
  seconds: number
}

export function readingTime(blocks: readonly Block[]): ReadingTime {
  const words =
    blocks
      .flatMap(blockText)
      .join(' ')
      .match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  const steps = blocks.reduce(
    (sum, block) => sum + (block.block === 'steps' || block.block === 'checklist' ? block.items.length : 0),
    0,
  )
  return { words, steps, seconds: Math.ceil((words / WORDS_A_MINUTE) * 60 + steps * SECONDS_A_STEP) }
}
