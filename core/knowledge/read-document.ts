import { AppError, utf8 } from '#core/base'
import { document, MAX_OBJECT_BYTES } from '#core/content'
import { missingFields, readFields } from './document-fields.ts'
import { documentFormat, withoutExtension } from './document-format.ts'
import { documentId } from './document-id.ts'
import { fileText, type Refusal, refused } from './file-text.ts'
import { splitFrontMatter } from './front-matter.ts'
import { ownNames } from './front-matter-names.ts'
import { htmlPage } from './html-blocks.ts'
import { type DocumentPart, markdownBlocks } from './markdown-blocks.ts'
import { toPassages } from './passages.ts'

/** The body of a `document` object. */
export type DocumentBody = ReturnType<(typeof document)['parse']>

export interface TakenDocument {
  state: 'taken'
  id: string
  body: DocumentBody
  /** fields of front matter it lacks: not empty means incomplete, searchable by authors and citable by nobody */
  missing: string[]
  warnings: string[]
}

/** Leaves room in the envelope for kind, id and authors. */
const MAX_BODY_BYTES = MAX_OBJECT_BYTES - 8 * 1024

/** What a file holds, whatever its format. */
export interface ReadPage {
  /** inside the imported folder, with "/", e.g. `guides/travel.md` */
  path: string
  parts: readonly DocumentPart[]
  /** the seven fields under their names in front matter, as found */
  fields: Readonly<Record<string, unknown>>
  /** used where neither the fields nor a heading name it */
  title?: string | null
  warnings?: readonly string[]
  /** a day like 2026-01-31, for warnings about dates */
  today: string
}

/** The document of a page that was read. */
export function toDocument({
  path,
  parts,
  fields: raw,
  title: named,
  warnings: before = [],
  today,
}: ReadPage): TakenDocument | Refusal {
  const id = documentId(path)
  if (!id) return refused(1, 'its path cannot be an id; use letters a-z and digits, at most 200 characters')
  const { fields, warnings: unread } = readFields(ownNames(raw), today)
  const warnings = [...before, ...unread]
  const found = titleOf(parts, named ?? null, path)
  const title = plainTitle(fields.title ?? found.title)
  if (!fields.title) warnings.push(`title: taken from ${found.from}`)
  const passages = toPassages(withoutTitle(parts, title))
  if (passages.length === 0) warnings.push('it has no text')
  const body = document.parse({ ...fields, title, path, passages })
  if (utf8(JSON.stringify(body)).length > MAX_BODY_BYTES) return refused(1, 'too long for one object; split it')
  return { state: 'taken', id, body, missing: missingFields(fields), warnings }
}

/**
 * A text file of an import: Markdown with optional YAML front matter, or HTML with optional `<meta>` of the same names, to a document
 * of passages.
 *
 * @param path    inside the imported folder, with "/", e.g. `guides/travel.md`
 * @param content the file's bytes, or its text
 * @param today   a day like 2026-01-31, for warnings about dates
 * @param fields  of the seven, from beside the file; what the file itself says comes first
 */
export function readDocument(input: {
  path: string
  content: Uint8Array | string
  today: string
  fields?: Readonly<Record<string, unknown>>
}): TakenDocument | Refusal {
  const { path, today, fields = {} } = input
  const format = documentFormat(path)
  if (format !== 'markdown' && format !== 'html') return refused(1, 'not Markdown or HTML')
  const file = fileText(typeof input.content === 'string' ? utf8(input.content) : input.content)
  if (file.state === 'refused') return file
  if (format === 'html') {
    try {
      const { title, meta, parts } = htmlPage(file.text)
      return toDocument({ path, today, parts, title, fields: { ...fields, ...meta } })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return refused(1, error.message)
    }
  }
  const page = splitFrontMatter(file.text)
  if (page.state === 'refused') return page
  return toDocument({ path, today, parts: markdownBlocks(page.markdown), fields: { ...fields, ...page.fields } })
}

/** Titles are plain text; some pages emphasise words of theirs with HTML. */
const plainTitle = (title: string): string =>
  title.replace(/<\/?(?:em|strong|b|i|code|span|sup|sub|small|mark|br)\b[^<>]*>/gi, '').trim() || title

/** A page's own title is its only first-level heading; where chapters are such headings the file's properties know better. */
function titleOf(parts: readonly DocumentPart[], named: string | null, path: string): { title: string; from: string } {
  const headings = parts.flatMap((part) => ('heading' in part ? [part] : []))
  const [first] = headings
  const isTitle = first?.depth === 1 && headings.filter(({ depth }) => depth === 1).length === 1
  if (first && (isTitle || !named)) return { title: first.heading, from: 'the first heading' }
  return named ? { title: named, from: 'the file' } : { title: fileName(path), from: 'the file name' }
}

const fileName = (path: string) => withoutExtension(path.slice(path.lastIndexOf('/') + 1))

/** The page's title is shown above it already. */
function withoutTitle(parts: readonly DocumentPart[], title: string): readonly DocumentPart[] {
  const [first, ...rest] = parts
  return first && 'heading' in first && first.heading === title ? rest : parts
}
