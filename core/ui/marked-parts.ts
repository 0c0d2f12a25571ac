export interface MarkedPart {
  text: string
  marked: boolean
}

/**
 * A text cut at its marks, in order and without loss: the parts joined are the text.
 *
 * @param marks `[start, end)` in UTF-16 units, in any order; what overlaps is joined, what lies outside the text is cut off
 */
export function markedParts(text: string, marks: readonly (readonly [start: number, end: number])[]): MarkedPart[] {
  const parts: MarkedPart[] = []
  let at = 0
  const push = (end: number, marked: boolean) => {
    if (end <= at) return
    const last = parts.at(-1)
    const piece = text.slice(at, end)
    if (last?.marked === marked) last.text += piece
    else parts.push({ text: piece, marked })
    at = end
  }
  for (const [start, end] of [...marks].sort((a, b) => a[0] - b[0])) {
    push(Math.min(start, text.length), false)
    push(Math.min(end, text.length), true)
  }
  push(text.length, false)
  return parts
}
