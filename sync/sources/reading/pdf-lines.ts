import type { DocumentPart } from '#core/knowledge'

/** One line of a page as it is printed. */
export interface PdfLine {
  text: string
  /** height of its largest letters, points */
  size: number
  /** from the bottom of the page, points */
  y: number
  page: number
  /** in the top or bottom margin, where running heads and page numbers stand */
  edge: boolean
}

/** A line this much larger than the running text is a heading. */
const HEADING_RATIO = 1.15
const MAX_HEADING = 160
/** Lines further apart than this many times their size are two paragraphs. */
const PARAGRAPH_GAP = 1.75
/** A line in the margins of so large a part of the pages, at least three, is a running head. */
const REPEATED_SHARE = 0.4

/**
 * Lines of a PDF to headings, paragraphs and lists. A PDF says where letters stand, not what they are: headings are lines larger than
 * most, or named in the bookmarks; running heads, page numbers and tables of contents are left out.
 *
 * @param bookmarks depth from 1 by title
 */
export function pdfParts(lines: readonly PdfLine[], bookmarks: ReadonlyMap<string, number>): DocumentPart[] {
  const body = bodySize(lines)
  const sizes = [...new Set(lines.map(({ size }) => rounded(size)))].filter((size) => size >= body * HEADING_RATIO)
  const depthBySize = new Map(sizes.sort((a, b) => b - a).map((size, i) => [size, Math.min(i + 1, 6)]))
  const parts: DocumentPart[] = []
  let open: { lines: PdfLine[]; item: boolean; ordered: boolean } | null = null
  let items: string[] = []
  let ordered = false

  const endItems = () => {
    if (items.length > 0) parts.push({ block: { block: ordered ? 'steps' : 'list', items } })
    items = []
  }
  const endText = () => {
    const text = open ? joined(open.lines) : ''
    if (open?.item && text) {
      if (items.length > 0 && ordered !== open.ordered) endItems()
      ordered = open.ordered
      items.push(text)
    } else if (text) {
      endItems()
      parts.push({ block: { block: 'text', text } })
    }
    open = null
  }

  let above: PdfLine | null = null
  for (const line of withoutFurniture(lines)) {
    const depth = bookmarks.get(plain(line.text)) ?? depthBySize.get(rounded(line.size))
    const previous: PdfLine | undefined = open?.lines.at(-1)
    if (depth !== undefined && line.text.length <= MAX_HEADING && /\p{L}/u.test(line.text)) {
      endText()
      endItems()
      const last = parts.at(-1)
      const goesOn = above && above.page === line.page && above.y - line.y <= line.size * PARAGRAPH_GAP
      if (goesOn && last && 'heading' in last && last.depth === depth) last.heading = `${last.heading} ${line.text}`
      else parts.push({ heading: line.text, depth })
      above = line
      continue
    }
    above = null
    const bullet = /^(?:[•▪◦‣●○■–-]|(\(?\d{1,2}[.)]))\s+(?=\S)/.exec(line.text)
    const gap = previous && (previous.page !== line.page || previous.y - line.y > line.size * PARAGRAPH_GAP)
    const goesOn = previous && !open?.item && previous.page !== line.page && !/[.!?:;]$/.test(previous.text)
    if (bullet) {
      endText()
      open = {
        lines: [{ ...line, text: line.text.slice(bullet[0].length) }],
        item: true,
        ordered: bullet[1] !== undefined,
      }
    } else if (open && (!gap || goesOn)) open.lines.push(line)
    else {
      endText()
      open = { lines: [line], item: false, ordered: false }
    }
  }
  endText()
  endItems()
  return parts.flatMap(shortEnough)
}

const MAX_TEXT = 10_000
const shortEnough = (part: DocumentPart): DocumentPart[] => {
  if ('heading' in part || part.block.block !== 'text' || part.block.text.length <= MAX_TEXT) return [part]
  const { text } = part.block
  return Array.from({ length: Math.ceil(text.length / MAX_TEXT) }, (_, i) => ({
    block: { block: 'text', text: text.slice(i * MAX_TEXT, (i + 1) * MAX_TEXT) },
  }))
}

const rounded = (size: number): number => Math.round(size * 2) / 2

/** The size most letters have. */
function bodySize(lines: readonly PdfLine[]): number {
  const letters = new Map<number, number>()
  for (const { size, text } of lines) letters.set(rounded(size), (letters.get(rounded(size)) ?? 0) + text.length)
  return [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}

function withoutFurniture(lines: readonly PdfLine[]): PdfLine[] {
  const pages = new Set(lines.map(({ page }) => page)).size
  const count = new Map<string, number>()
  for (const line of lines) if (line.edge) count.set(placeOf(line), (count.get(placeOf(line)) ?? 0) + 1)
  const many = Math.max(3, pages * REPEATED_SHARE)
  return lines.filter((line) => {
    if (isContents(line.text)) return false
    if (!line.edge) return true
    return (count.get(placeOf(line)) ?? 0) < many && !/^(page )?[\divxlc]{1,6}( of \d+)?$/i.test(line.text)
  })
}

/** The same words at the same height, whatever the number in them. */
const placeOf = ({ text, y }: PdfLine): string => `${Math.round(y / 4)} ${text.replace(/\d+/g, '#')}`

const isContents = (text: string): boolean => /(\. ?){6,}\s*[\divxlc]+$/i.test(text)

/** A word cut at the end of a line is put together again. */
const joined = (lines: readonly PdfLine[]): string =>
  lines
    .reduce(
      (text, line) =>
        (/\p{L}-$/u.test(text) && /^\p{Ll}/u.test(line.text) ? text.slice(0, -1) : `${text} `) + line.text,
      '',
    )
    .replace(/\s+/g, ' ')
    .trim()

/** How a heading and its bookmark are compared: without its number, case and spaces. */
export const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^[\d.\s]+/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')
