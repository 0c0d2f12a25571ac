import * as v from 'valibot'
import { sha256Hex } from '#core/base'
import { Block, blockText } from '../blocks.ts'
import { Day, ObjectId, Sha256, Slug } from '../envelope.ts'
import { defineContentKind } from '../kind.ts'

/** The words of a passage; its own heading is in the path already. */
export function passageText(path: readonly string[], blocks: readonly Block[]): string {
  const [first, ...rest] = blocks
  const own = first?.block === 'heading' && first.text === path.at(-1)
  return (own ? rest : blocks).flatMap(blockText).join('\n')
}

const PassageFields = v.object({
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

/** A passage is read, found, hashed and cited as one thing: its words are those of its blocks, its hash is theirs. */
export const Passage = v.pipe(
  PassageFields,
  v.check(
    ({ path, blocks, text }) => text === passageText(path, blocks),
    'a passage must say in `text` what its blocks say',
  ),
  v.check(({ text, sha256 }) => sha256 === sha256Hex(text), 'a passage must carry the hash of its text'),
)
export type Passage = v.InferOutput<typeof Passage>

/** A source document. One that lacks any of the six fields after `title` is incomplete: searchable by authors, citable by nobody. */
export const document = defineContentKind({
  kind: 'document',
  readable: true,
  form: 'own',
  schema: v.object({
    title: v.pipe(v.string(), v.minLength(1)),
    scope: v.optional(v.pipe(v.string(), v.minLength(1))),
    versionDate: v.optional(Day),
    owner: v.optional(v.pipe(v.string(), v.minLength(1))),
    reviewBy: v.optional(Day),
    roles: v.optional(v.array(Slug), []),
    competencies: v.optional(v.array(Slug), []),
    /** what it describes, where another document may describe the same: one of them is authoritative. Its own id unless told */
    procedure: v.optional(ObjectId),
    /** documents whose place it takes once it is approved */
    supersedes: v.optional(v.array(ObjectId)),
    path: v.pipe(v.string(), v.minLength(1)),
    passages: v.pipe(
      v.array(Passage),
      v.check((all) => new Set(all.map(({ id }) => id)).size === all.length, 'must not use a passage id twice'),
    ),
  }),
  title: (body) => body.title,
  summary: (body) => body.scope ?? '',
  view: (body) => [...body.passages.flatMap((passage) => passage.blocks)],
  searchText: (body) => [body.title, ...body.passages.flatMap((passage) => passage.blocks.flatMap(blockText))],
  roles: (body) => body.roles,
  competencies: (body) => body.competencies,
  examples: [
    {
      title: 'Refunds',
      path: 'refunds.md',
      passages: [
        {
          id: 'limits.1',
          path: ['Limits'],
          blocks: [{ block: 'text', text: 'Up to 50 without asking.' }],
          text: 'Up to 50 without asking.',
          sha256: sha256Hex('Up to 50 without asking.'),
        },
      ],
    },
  ],
})
