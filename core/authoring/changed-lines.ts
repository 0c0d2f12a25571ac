import { type DifferenceLine, wordDifference } from './difference.ts'

/** A line as a reviewer reads it: one that was reworded is one line, with the words that changed. */
export type ReadLine = DifferenceLine | { change: 'changed'; text: string; pieces: DifferenceLine[] }

/** A line with less than this share of its letters unchanged is another line. */
const LEAST_SAME = 0.4
/** Comparing each with each is for stretches of a reader's size. */
const MOST_PAIRS = 2_500

/**
 * Joins a removed line and the added line that took its place, where most words are the same, and says which words changed.
 * Lines that were written anew stay as they are.
 *
 * @param lines of `difference`
 */
export function readLines(lines: readonly DifferenceLine[]): ReadLine[] {
  const read: ReadLine[] = []
  for (let at = 0; at < lines.length; ) {
    const stretch: DifferenceLine[] = []
    for (let line = lines[at]; line && line.change !== 'same'; line = lines[++at]) stretch.push(line)
    read.push(...paired(stretch))
    const same = lines[at]
    if (same) read.push(same)
    at++
  }
  return read
}

function paired(stretch: readonly DifferenceLine[]): ReadLine[] {
  const removed = stretch.filter(({ change }) => change === 'removed')
  const added = stretch.filter(({ change }) => change === 'added')
  if (removed.length * added.length > MOST_PAIRS) return [...stretch]
  const read: ReadLine[] = []
  let next = 0
  for (const line of removed) {
    const found = added.slice(next).findIndex((other) => sameShare(line.text, other.text) >= LEAST_SAME)
    const partner = found < 0 ? undefined : added[next + found]
    if (!partner) {
      read.push(line)
      continue
    }
    read.push(...added.slice(next, next + found))
    read.push({ change: 'changed', text: partner.text, pieces: wordDifference(line.text, partner.text) })
    next += found + 1
  }
  return [...read, ...added.slice(next)]
}

function sameShare(a: string, b: string): number {
  const same = wordDifference(a, b).reduce((sum, { change, text }) => (change === 'same' ? sum + text.length : sum), 0)
  return same / Math.max(a.length, b.length, 1)
}
