import { AppError } from '#core/base'
import {
  documentFormat,
  type Refusal,
  readDocument,
  refused,
  type TakenDocument,
  toDocument,
  withoutExtension,
} from '#core/knowledge'
import type { PageContent } from './page-content.ts'
import { readDocx } from './read-docx.ts'
import { readPdf } from './read-pdf.ts'
import { readXlsx } from './read-xlsx.ts'

const readers: Record<'docx' | 'pdf' | 'xlsx', (bytes: Uint8Array) => Promise<PageContent>> = {
  docx: readDocx,
  pdf: readPdf,
  xlsx: readXlsx,
}

export interface FileToRead {
  path: string
  bytes: Uint8Array
  /** of the seven, from beside the file */
  fields: Readonly<Record<string, unknown>>
  /** a day like 2026-01-31 */
  today: string
}

/** Any file of a known format to a document. It runs in a limited process: what it is given may be hostile. */
export async function readFile({ path, bytes, fields, today }: FileToRead): Promise<TakenDocument | Refusal> {
  const format = documentFormat(path)
  if (format === null) return refused(1, 'not Markdown, HTML, Word (.docx), PDF or Excel (.xlsx)')
  try {
    if (format === 'markdown' || format === 'html') return readDocument({ path, content: bytes, today, fields })
    const page = await readers[format](bytes)
    // a workbook is named by its file, its headings name sheets
    const named = format === 'xlsx' ? { title: withoutExtension(path.slice(path.lastIndexOf('/') + 1)) } : {}
    return toDocument({ ...page, path, fields: { ...named, ...fields }, today })
  } catch (error) {
    if (error instanceof AppError) return refused(1, error.message)
    if (error instanceof RangeError) return refused(1, 'nests too deep; write it flatter')
    // a library met what it does not know: the file's fault, not ours
    return refused(
      1,
      `cannot be read as ${format.toUpperCase()}: ${error instanceof Error ? error.message.slice(0, 200) : 'unknown fault'}`,
    )
  }
}
