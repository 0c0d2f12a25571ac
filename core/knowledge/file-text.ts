import { AppError, textOf } from '#core/base'

/** Largest source document in bytes. A handbook page has 5-50 KB; what is larger is a dump, not a page. */
export const MAX_DOCUMENT_BYTES = 1024 * 1024

export interface Refusal {
  state: 'refused'
  /** 1-based */
  line: number
  reason: string
}

/** A file's bytes as text, or why it is not one. */
export function fileText(bytes: Uint8Array): { state: 'text'; text: string } | Refusal {
  if (bytes.length > MAX_DOCUMENT_BYTES)
    return refused(1, `larger than ${MAX_DOCUMENT_BYTES / 1024} KiB; split it into pages`)
  const nul = bytes.indexOf(0)
  if (nul >= 0) return refused(lineAt(bytes, nul), 'a binary file, not text')
  try {
    return {
      state: 'text',
      text: textOf(bytes, 'file')
        .replace(/^\uFEFF/, '')
        .replace(/\r\n?/g, '\n'),
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return refused(firstBadLine(bytes), 'not UTF-8 text; save it as UTF-8')
  }
}

export const refused = (line: number, reason: string): Refusal => ({ state: 'refused', line, reason })

const LINE_FEED = 10

function lineAt(bytes: Uint8Array, offset: number): number {
  return bytes.subarray(0, offset).reduce((lines, byte) => lines + (byte === LINE_FEED ? 1 : 0), 1)
}

/** UTF-8 never splits a character at a line feed, so lines can be tried one by one. */
function firstBadLine(bytes: Uint8Array): number {
  let line = 1
  for (let from = 0; from < bytes.length; line++) {
    const end = bytes.indexOf(LINE_FEED, from)
    const to = end < 0 ? bytes.length : end
    try {
      textOf(bytes.subarray(from, to), 'line')
    } catch {
      return line
    }
    from = to + 1
  }
  return line
}
