import type { MarkedText } from '../engine-api.ts'

/** UTF-16 units shown under a hit. */
const LENGTH = 240
/** shown before the first mark, so that a word stands in its sentence */
const BEFORE = 60

/** The part of a passage that holds most of what matched, cut between words. */
export function excerptOf(text: string, marks: readonly (readonly [number, number])[]): MarkedText {
  if (text.length <= LENGTH) return { text, marks: marks.map(([start, end]) => [start, end]) }
  const from = cutBefore(text, bestStart(text, marks))
  const to = cutAfter(text, from + LENGTH)
  const head = from > 0 ? '… ' : ''
  const shift = head.length - from
  return {
    text: `${head}${text.slice(from, to)}${to < text.length ? ' …' : ''}`,
    marks: marks
      .filter(([start, end]) => start >= from && end <= to)
      .map(([start, end]) => [start + shift, end + shift]),
  }
}

/** Where most marks follow within one excerpt; the earliest of equals. */
function bestStart(text: string, marks: readonly (readonly [number, number])[]): number {
  let best = 0
  let most = 0
  for (const [start] of marks) {
    const from = Math.min(Math.max(0, start - BEFORE), text.length - LENGTH)
    const within = marks.filter((mark) => mark[0] >= from && mark[1] <= from + LENGTH).length
    if (within > most) [best, most] = [from, within]
  }
  return best
}

/** The beginning of a word at or before `at`; `at` itself, or one more, in a text without spaces. */
function cutBefore(text: string, at: number): number {
  if (at === 0) return 0
  const space = text.slice(Math.max(0, at - BEFORE), at).search(/\s\S*$/)
  return space < 0 ? whole(text, at) : Math.max(0, at - BEFORE) + space + 1
}

/** The end of a word at or before `at`. */
function cutAfter(text: string, at: number): number {
  if (at >= text.length) return text.length
  const space = text.slice(at - BEFORE, at + 1).search(/\s+\S*$/)
  return space < 0 ? whole(text, at) : at - BEFORE + space
}

/** Not in the middle of a character. */
const whole = (text: string, at: number): number => (/^[\uDC00-\uDFFF]/.test(text.slice(at, at + 1)) ? at - 1 : at)
