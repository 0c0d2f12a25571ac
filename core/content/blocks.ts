import * as v from 'valibot'

const Text = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(10_000))
const Link = v.pipe(
  v.string(),
  v.url('must be a full https address'),
  v.startsWith('https://', 'must begin with https://'),
)
/** The bytes of an image or a recording travel as an object of the release, named by their hash; nothing is fetched. */
const Bundled = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex'))

/**
 * What content may look like: a closed list, drawn by one component in both faces. Text is text: nothing here is
 * markup and nothing is evaluated (DESIGN "Never" 7). A new block is a design review.
 */
export const Block = v.variant('block', [
  v.object({ block: v.literal('heading'), text: Text, level: v.optional(v.picklist([2, 3, 4]), 2) }),
  v.object({ block: v.literal('text'), text: Text }),
  v.object({ block: v.literal('steps'), items: v.pipe(v.array(Text), v.minLength(1)) }),
  v.object({ block: v.literal('checklist'), items: v.pipe(v.array(Text), v.minLength(1)) }),
  v.object({ block: v.literal('list'), items: v.pipe(v.array(Text), v.minLength(1)) }),
  v.object({ block: v.literal('table'), head: v.array(v.string()), rows: v.array(v.array(v.string())) }),
  v.object({
    block: v.literal('decision'),
    rows: v.pipe(v.array(v.object({ when: Text, do: Text })), v.minLength(1)),
  }),
  v.object({ block: v.literal('do-dont'), do: v.array(Text), dont: v.array(Text) }),
  v.object({ block: v.literal('callout'), tone: v.picklist(['note', 'tip', 'warning']), text: Text }),
  v.object({ block: v.literal('quote'), text: Text, document: v.string(), passage: v.string() }),
  v.object({ block: v.literal('image'), sha256: Bundled, alt: Text }),
  v.object({ block: v.literal('link'), href: Link, text: Text }),
  v.object({ block: v.literal('term'), term: Text, meaning: Text }),
  v.object({ block: v.literal('keys'), keys: v.pipe(v.array(Text), v.minLength(1)), does: Text }),
  v.object({ block: v.literal('media'), sha256: Bundled, title: Text, transcript: Text }),
])
export type Block = v.InferOutput<typeof Block>

/** The words of a block, for search, difference and print. */
export function blockText(block: Block): string[] {
  switch (block.block) {
    case 'heading':
    case 'text':
    case 'callout':
    case 'quote':
    case 'link':
      return [block.text]
    case 'steps':
    case 'checklist':
    case 'list':
      return block.items
    case 'table':
      return [block.head.join(' | '), ...block.rows.map((row) => row.join(' | '))]
    case 'decision':
      return block.rows.map((row) => `If ${row.when}: ${row.do}`)
    case 'do-dont':
      return [...block.do.map((text) => `Do: ${text}`), ...block.dont.map((text) => `Do not: ${text}`)]
    case 'image':
      return [block.alt]
    case 'term':
      return [`${block.term}: ${block.meaning}`]
    case 'keys':
      return [`${block.keys.join(' + ')}: ${block.does}`]
    case 'media':
      return [block.title, block.transcript]
  }
}
