import * as v from 'valibot'
import { Block, blockText } from '../blocks.ts'
import { Day, Sha256, Slug } from '../envelope.ts'
import { defineContentKind } from '../kind.ts'

export const Passage = v.object({
  /** stable across edits of other passages: heading path and place under it, e.g. `refunds/limits.2` */
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  /** headings above it, outermost first */
  path: v.array(v.string()),
  blocks: v.array(Block),
  /** its words, blocks joined by line feeds; what is hashed, searched and embedded */
  text: v.string(),
  /** of `text` */
  sha256: Sha256,
})
export type Passage = v.InferOutput<typeof Passage>

/** A source document. One that lacks any of the six fields after `title` is incomplete: searchable by authors, citable by nobody. */
export const document = defineContentKind({
  kind: 'document',
  readable: true,
  schema: v.object({
    title: v.pipe(v.string(), v.minLength(1)),
    scope: v.optional(v.pipe(v.string(), v.minLength(1))),
    versionDate: v.optional(Day),
    owner: v.optional(v.pipe(v.string(), v.minLength(1))),
    reviewBy: v.optional(Day),
    roles: v.optional(v.array(Slug), []),
    competencies: v.optional(v.array(Slug), []),
    path: v.pipe(v.string(), v.minLength(1)),
    passages: v.array(Passage),
  }),
  title: (body) => body.title,
  summary: (body) => body.scope ?? '',
  view: (body) => [
    { block: 'heading', text: body.title, level: 2 },
    ...body.passages.flatMap((passage) => passage.blocks),
  ],
  searchText: (body) => [body.title, ...body.passages.flatMap((passage) => passage.blocks.flatMap(blockText))],
  roles: (body) => body.roles,
  competencies: (body) => body.competencies,
  examples: [{ title: 'Refunds', path: 'refunds.md', passages: [] }],
})
