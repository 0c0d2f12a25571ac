import { type Block, blockText } from '#core/content'

export interface DifferenceLine {
  change: 'same' | 'added' | 'removed'
  text: string
}

/**
 * What changed between two versions as a reader meets them: the words of each block, line by line. A line that moved to
 * another kind of block (a step that became a warning) counts as changed though its words are the same.
 *
 * Longest common subsequence, O(lines of a x lines of b) after the equal ends are cut off; beyond 16 million pairs all lines between
 * the ends are removed and added.
 *
 * @param previous the last approved version, [] for a first version: all lines are `added`
 */
export function difference(previous: readonly Block[], blocks: readonly Block[]): DifferenceLine[] {
  const a = linesOf(previous)
  const b = linesOf(blocks)
  let start = 0
  while (start < a.length && start < b.length && a[start]?.key === b[start]?.key) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end)?.key === b.at(-1 - end)?.key) end++
  return [
    ...b.slice(0, start).map(line('same')),
    ...changed(a.slice(start, a.length - end), b.slice(start, b.length - end), MOST_LINE_PAIRS),
    ...b.slice(b.length - end).map(line('same')),
  ]
}

/**
 * What changed between two texts, word by word; spaces go with the word before them. Neighbours of one kind are one piece.
 *
 * @returns pieces that give `previous` without the added ones and `text` without the removed ones
 */
export function wordDifference(previous: string, text: string): DifferenceLine[] {
  const words = (whole: string): Line[] =>
    (whole.match(/\s*\S+|\s+$/g) ?? []).map((word) => ({ key: word, text: word }))
  const [a, b] = [words(previous), words(text)]
  let start = 0
  while (start < a.length && start < b.length && a[start]?.key === b[start]?.key) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end)?.key === b.at(-1 - end)?.key) end++
  const pieces = [
    ...b.slice(0, start).map(line('same')),
    ...changed(a.slice(start, a.length - end), b.slice(start, b.length - end), MOST_WORD_PAIRS),
    ...b.slice(b.length - end).map(line('same')),
  ]
  const joined: DifferenceLine[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if (last?.change === piece.change) last.text += piece.text
    else joined.push({ ...piece })
  }
  return joined
}

/** Comparing all with all is for texts that have something in common and are of a reader's size. */
const MOST_WORD_PAIRS = 4_000_000
/** 4 bytes each: 64 MB on a reviewer's device. */
const MOST_LINE_PAIRS = 16_000_000
function changed(a: readonly Line[], b: readonly Line[], most: number): DifferenceLine[] {
  if (a.length * b.length > most) return [...a.map(line('removed')), ...b.map(line('added'))]
  return middle(a, b)
}

interface Line {
  key: string
  text: string
}
const linesOf = (blocks: readonly Block[]): Line[] =>
  blocks.flatMap((block) => blockText(block).map((text) => ({ text, key: `${marks(block)}\n${text}` })))

/** What a reader sees of a block besides its words. */
function marks(block: Block): string {
  switch (block.block) {
    case 'callout':
      return `callout ${block.tone}`
    case 'heading':
      return `heading ${block.level}`
    case 'link':
      return `link ${block.href}`
    case 'image':
    case 'media':
      return `${block.block} ${block.sha256}`
    default:
      return block.block
  }
}

const line =
  (change: DifferenceLine['change']) =>
  ({ text }: Line): DifferenceLine => ({ change, text })

function middle(a: readonly Line[], b: readonly Line[]): DifferenceLine[] {
  const width = b.length + 1
  // common[i * width + j]: length of the longest common subsequence of a[i..] and b[j..]
  const common = new Uint32Array((a.length + 1) * width)
  const at = (i: number, j: number) => common[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = a[i]?.key === b[j]?.key ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const out: DifferenceLine[] = []
  let [i, j] = [0, 0]
  for (let [x, y] = [a[i], b[j]]; x || y; [x, y] = [a[i], b[j]]) {
    if (x && y && x.key === y.key) {
      out.push({ change: 'same', text: y.text })
      i++
      j++
    } else if (x && (!y || at(i + 1, j) >= at(i, j + 1))) {
      out.push({ change: 'removed', text: x.text })
      i++
    } else if (y) {
      out.push({ change: 'added', text: y.text })
      j++
    }
  }
  return out
}
