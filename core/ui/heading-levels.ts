import type { Block } from '#core/content'

/**
 * Levels at which the headings of some blocks are drawn, so that the page's outline has no gap, whatever the author chose.
 *
 * @param under level of the heading the blocks stand under, 1-4
 * @returns one level (2-6) a block, in order; 0 for what is no heading
 */
export function headingLevels(blocks: readonly Block[], under: number): number[] {
  const used = [...new Set(blocks.flatMap((block) => (block.block === 'heading' ? [block.level] : [])))].sort()
  let above = under
  return blocks.map((block) => {
    if (block.block !== 'heading') return 0
    above = Math.min(under + 1 + used.indexOf(block.level), above + 1, 6)
    return above
  })
}
