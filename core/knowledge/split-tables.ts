import type { DocumentPart } from './markdown-blocks.ts'
import { countWords } from './words.ts'

/** About one passage: a longer table is found by its rows, not as a whole. */
const MAX_WORDS = 120

/** Cuts long tables into several under the same head, so that a passage holds the rows it is found by. */
export function splitTables(parts: readonly DocumentPart[]): DocumentPart[] {
  return parts.flatMap((part) => {
    if ('heading' in part || part.block.block !== 'table') return [part]
    const { head, rows } = part.block
    const pieces: string[][][] = [[]]
    let words = 0
    for (const row of rows) {
      const more = countWords(row.join(' '))
      if (words > 0 && words + more > MAX_WORDS) {
        pieces.push([])
        words = 0
      }
      pieces.at(-1)?.push(row)
      words += more
    }
    return pieces.map((piece): DocumentPart => ({ block: { block: 'table', head, rows: piece } }))
  })
}
