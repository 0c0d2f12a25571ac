import { utf8 } from '#core/base'
import { document, MAX_OBJECT_BYTES } from '#core/content'
import { missingFields, readFields } from './document-fields.ts'
import { documentId } from './document-id.ts'
import { fileText, type Refusal, refused } from './file-text.ts'
import { splitFrontMatter } from './front-matter.ts'
import { type MarkdownPart, markdownBlocks } from './markdown-blocks.ts'
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

/**
 * One file of an import: Markdown with optional YAML front matter to a document of passages.
 *
 * @param path    inside the imported folder, with "/", e.g. `guides/travel.md`
 * @param content the file's bytes, or its text
 * @param today   a day like 2026-01-31, for warnings about dates
 */
export function readDocument(input: {
  path: string
  content: Uint8Array | string
  today: string
}): TakenDocument | Refusal {
  const { path, today } = input
  if (!/\.(md|markdown)$/i.test(path)) return refused(1, 'not Markdown; only .md files are imported')
  const id = documentId(path)
  if (!id) return refused(1, 'its path cannot be an id; use letters a-z and digits, at most 200 characters')
  const file = fileText(typeof input.content === 'string' ? utf8(input.content) : input.content)
  if (file.state === 'refused') return file
  const page = splitFrontMatter(file.text)
  if (page.state === 'refused') return page

  const { fields, warnings } = readFields(page.fields, today)
  const parts = markdownBlocks(page.markdown)
  const title = fields.title ?? firstHeading(parts) ?? fileName(path)
  if (!fields.title) warnings.push(`title: taken from ${firstHeading(parts) ? 'the first heading' : 'the file name'}`)
  const passages = toPassages(withoutTitle(parts, title))
  if (passages.length === 0) warnings.push('it has no text')
  const body = document.parse({ ...fields, title, path, passages })
  if (utf8(JSON.stringify(body)).length > MAX_BODY_BYTES) return refused(1, 'too long for one object; split it')
  return { state: 'taken', id, body, missing: missingFields(fields), warnings }
}

const firstHeading = (parts: readonly MarkdownPart[]): string | undefined =>
  parts.flatMap((part) => ('heading' in part ? [part.heading] : []))[0]

const fileName = (path: string) => path.slice(path.lastIndexOf('/') + 1).replace(/\.[a-z]+$/i, '')

/** The page's title is shown above it already. */
function withoutTitle(parts: readonly MarkdownPart[], title: string): readonly MarkdownPart[] {
  const [first, ...rest] = parts
  return first && 'heading' in first && first.heading === title ? rest : parts
}
