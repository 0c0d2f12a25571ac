import { getDocumentProxy } from 'unpdf'
import { AppError } from '#core/base'
import type { PageContent } from './page-content.ts'
import { type PdfLine, pdfParts, plain } from './pdf-lines.ts'

const MAX_PAGES = 1000

/**
 * The words of a PDF in reading order. Scripts in it are not run and nothing it points at is loaded.
 *
 * @throws {AppError} `bad-input` not a PDF, protected by a password, more than 1,000 pages, or without words: a scan
 */
export async function readPdf(bytes: Uint8Array): Promise<PageContent> {
  const pdf = await opened(bytes)
  if (pdf.numPages > MAX_PAGES) throw new AppError('bad-input', `has more than ${MAX_PAGES} pages; split it`)
  const lines: PdfLine[] = []
  for (let page = 1; page <= pdf.numPages; page++) {
    const { view, ...read } = await pageOf(pdf, page)
    const [, bottom = 0, , top = 0] = view
    const margin = (top - bottom) * MARGIN
    const isEdge = (y: number) => y < bottom + margin || y > top - margin
    lines.push(...linesOf(read.items, page).map((line) => ({ ...line, edge: isEdge(line.y) })))
  }
  if (lines.length === 0)
    throw new AppError('bad-input', 'holds pictures only, no words; have its text recognised (OCR) and import that')
  const { info } = await pdf.getMetadata()
  const title = 'Title' in info && typeof info.Title === 'string' ? info.Title.trim() : ''
  return { parts: pdfParts(lines, bookmarksOf(await pdf.getOutline())), title: title || null, warnings: [] }
}

/** Share of a page's height. */
const MARGIN = 0.08

async function pageOf(pdf: Pdf, n: number) {
  const page = await pdf.getPage(n)
  const { items } = await page.getTextContent()
  page.cleanup()
  return { view: page.view, items }
}

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>

async function opened(bytes: Uint8Array): Promise<Pdf> {
  try {
    return await getDocumentProxy(bytes, {
      isEvalSupported: false,
      useSystemFonts: false,
      disableFontFace: true,
      stopAtErrors: false,
      verbosity: 0,
    })
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException')
      throw new AppError('bad-input', 'is protected by a password; save it without', error)
    throw new AppError('bad-input', 'not a whole PDF; save it again', error)
  }
}

type Line = Omit<PdfLine, 'edge'>
type Item = Awaited<ReturnType<Awaited<ReturnType<Pdf['getPage']>>['getTextContent']>>['items'][number]

/** Runs of letters to lines, in the order they are printed. */
function linesOf(items: readonly Item[], page: number): Line[] {
  const lines: Line[] = []
  let line: Line | null = null
  for (const item of items) {
    if (!('str' in item)) continue
    const y = Number(item.transform[5] ?? 0)
    const size = item.height || 0
    if (item.str.trim() && (!line || Math.abs(line.y - y) > Math.max(line.size, size) * 0.6)) {
      line = { text: '', size: 0, y, page }
      lines.push(line)
    }
    if (line) {
      line.text += item.str
      if (item.str.trim()) line.size = Math.max(line.size, size)
      if (item.hasEOL) line = sameLineMayGoOn(line)
    }
  }
  return lines.map((each) => ({ ...each, text: each.text.replace(/\s+/g, ' ').trim() })).filter(({ text }) => text)
}

function sameLineMayGoOn(line: Line): Line {
  line.text += ' '
  return line
}

type Outline = Awaited<ReturnType<Pdf['getOutline']>>
const MAX_OUTLINE_DEPTH = 6

function bookmarksOf(outline: Outline, depth = 1): Map<string, number> {
  const all = new Map<string, number>()
  if (!outline || depth > MAX_OUTLINE_DEPTH) return all
  for (const { title, items } of outline) {
    if (plain(title)) all.set(plain(title), depth)
    for (const [name, deeper] of bookmarksOf(items, depth + 1)) if (!all.has(name)) all.set(name, deeper)
  }
  return all
}
