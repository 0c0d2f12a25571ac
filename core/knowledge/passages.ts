import { sha256Hex } from '#core/base'
import { type Block, blockText, type Passage, passageText } from '#core/content'
import type { DocumentPart } from './markdown-blocks.ts'
import { countWords, slugify } from './words.ts'

/** A passage holds at most so many words, unless one block alone has more: about what the embedding model reads at once. */
const MAX_WORDS = 150
/** A passage with fewer is joined to its neighbour: a heading with one line says too little alone. */
const MIN_WORDS = 60
/** Ids are cut below the schema's 200, to leave room for the ordinal. */
const MAX_SLUG = 180

interface Draft {
  id: string
  path: string[]
  blocks: Block[]
  words: number
}

/**
 * Blocks to passages: by heading, blocks packed up to 150 words, small ones joined to a neighbour. Ids are the heading path and
 * the place under it, so a change under one heading leaves the ids under the others alone.
 */
export function toPassages(parts: readonly DocumentPart[]): Passage[] {
  return joinSmall(sections(parts).flatMap(pack)).map(({ id, path, blocks }) => {
    const text = passageText(path, blocks)
    return { id, path, blocks, text, sha256: sha256Hex(text) }
  })
}

interface Section {
  slug: string
  path: string[]
  heading: Block | null
  blocks: Block[]
}

function sections(parts: readonly DocumentPart[]): Section[] {
  const all: Section[] = [{ slug: 'top', path: [], heading: null, blocks: [] }]
  const slugs: Slugs = { used: new Set(['top']), next: new Map() }
  let above: { text: string; depth: number }[] = []
  for (const part of parts) {
    if ('block' in part) all.at(-1)?.blocks.push(part.block)
    else {
      above = [...above.filter(({ depth }) => depth < part.depth), { text: part.heading, depth: part.depth }]
      const path = above.map(({ text }) => text)
      const slug = unique(path.map((text) => slugify(text) || 'section').join('/'), slugs)
      all.push({ slug, path, heading: { block: 'heading', text: part.heading, level: level(part.depth) }, blocks: [] })
    }
  }
  return all.filter(({ heading, blocks }) => heading || blocks.length > 0)
}

const level = (depth: number) => (depth >= 4 ? 4 : depth === 3 ? 3 : 2)

interface Slugs {
  used: Set<string>
  /** the first number that may be free behind a slug: a thousand equal headings would else be counted a million times */
  next: Map<string, number>
}

function unique(wanted: string, { used, next }: Slugs): string {
  const base = wanted.slice(0, MAX_SLUG)
  let slug = base
  let n = next.get(base) ?? 2
  for (; used.has(slug); n++) slug = `${base}-${n}`
  next.set(base, n)
  used.add(slug)
  return slug
}

function pack({ slug, path, heading, blocks }: Section): Draft[] {
  const drafts: Draft[] = []
  const open = (): Draft => {
    const draft = { id: `${slug}.${drafts.length + 1}`, path, blocks: [] as Block[], words: 0 }
    drafts.push(draft)
    return draft
  }
  let draft = open()
  if (heading) draft.blocks.push(heading)
  for (const block of blocks) {
    const words = countWords(blockText(block).join('\n'))
    if (draft.words > 0 && draft.words + words > MAX_WORDS) draft = open()
    draft.blocks.push(block)
    draft.words += words
  }
  return drafts
}

function joinSmall(drafts: readonly Draft[]): Draft[] {
  const joined: Draft[] = []
  for (const draft of drafts) {
    const last = joined.at(-1)
    const small = last && (last.words < MIN_WORDS || draft.words < MIN_WORDS)
    if (last && small && last.words + draft.words <= MAX_WORDS) {
      last.blocks.push(...draft.blocks)
      last.words += draft.words
    } else joined.push({ ...draft, blocks: [...draft.blocks] })
  }
  return joined
}
