/** A run of text; marked where it differs from the other side. */
export interface TextPart {
  text: string
  marked: boolean
}

interface Side {
  text: string
  differs: { start: number; end: number } | null
}

/**
 * The text of one side in parts: the words that were found to differ, and where none were named the words that the other side does
 * not have.
 */
export function differingParts(side: Side, other: Side): TextPart[] {
  const { text, differs } = side
  if (differs)
    return [
      { text: text.slice(0, differs.start), marked: false },
      { text: text.slice(differs.start, differs.end), marked: true },
      { text: text.slice(differs.end), marked: false },
    ].filter((part) => part.text !== '')
  // the other side has a word that this one lacks: nothing to mark here
  if (other.differs) return [{ text, marked: false }]
  const theirs = new Set(wordsOf(other.text))
  const parts: TextPart[] = []
  for (const piece of text.split(/([\p{L}\p{N}]+)/u)) {
    if (piece === '') continue
    const marked = /^[\p{L}\p{N}]/u.test(piece) && !theirs.has(piece.toLowerCase())
    const last = parts.at(-1)
    if (last && last.marked === marked) last.text += piece
    else parts.push({ text: piece, marked })
  }
  return parts
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
