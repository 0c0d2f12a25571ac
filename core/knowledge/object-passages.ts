import { contentKind, document } from '#core/content'
import { toPassages } from './passages.ts'

/** What search needs to know of any object: its title, and its words by heading. */
export interface ObjectText {
  title: string
  passages: { id: string; headings: string[]; text: string }[]
}

/**
 * The passages of a document, or any other object's view cut the same way. A kind that shows nothing gives its search text.
 *
 * @throws {AppError} `unknown-kind`, `bad-input`
 */
export function objectText(kind: string, body: unknown): ObjectText {
  const described = contentKind(kind)
  const title = described.title(body)
  const passages = kind === document.kind ? document.parse(body).passages : viewPassages(kind, body, title)
  return { title, passages: passages.map(({ id, path, text }) => ({ id, headings: path, text })) }
}

function viewPassages(kind: string, body: unknown, title: string) {
  const described = contentKind(kind)
  const blocks = described.view(body).filter((block) => block.block !== 'heading' || block.text !== title)
  const parts = blocks.map((block) =>
    block.block === 'heading' ? { heading: block.text, depth: block.level } : { block },
  )
  if (parts.length > 0) return toPassages(parts)
  const words = described.searchText(body).filter((text) => text !== title && text.trim() !== '')
  return toPassages(words.map((text) => ({ block: { block: 'text', text } })))
}
