import { titleWords } from '#core/consistency'
import { type Block, type Brief, blockText } from '#core/content'
import { isImperative } from './imperative.ts'
import { type DraftPassage, type Said, type Section, saidIn, sectionsOf } from './section.ts'
import { decisionOf, questionOf, quotedIn, ruleOf, termOf } from './sort-sentences.ts'

/** A part to be: what it shows, and the passage all of it is taken from. */
export interface OutlinePart {
  /** the heading it stood under */
  label: string
  blocks: Block[]
  /** beside each step of its steps: what follows the first sentence */
  details: string[]
  passage: DraftPassage
  /** where it rests on more than one */
  also?: readonly DraftPassage[]
}

export type Shape = 'steps' | 'checklist' | 'decision' | 'do-dont' | 'reference' | 'script' | 'answer'

/**
 * What the passages of a brief give for a format, in the passages' own words and order. Where there is more than is read in a
 * minute, what is nearest to the objective stays.
 *
 * @returns [] where no passage holds anything of that shape
 */
export function outlineOf(
  brief: Brief,
  passages: readonly DraftPassage[],
  shape: Shape,
  mostWords = 220,
): OutlinePart[] {
  const wanted = new Set([brief.objective, brief.context].flatMap(titleWords))
  const found = passages
    .flatMap(sectionsOf)
    .flatMap((section) => {
      const part = shapes[shape](section)
      return part.blocks.length > 0 ? [{ label: section.heading, passage: section.passage, details: [], ...part }] : []
    })
    .map((part, at) => ({ part, at, near: nearness(part, wanted), words: wordsOf(part) }))
  const taken: typeof found = []
  let words = 0
  for (const one of [...found].sort((a, b) => b.near - a.near || a.at - b.at)) {
    if (taken.length > 0 && words + one.words > mostWords) continue
    taken.push(one)
    words += one.words
  }
  return taken.sort((a, b) => a.at - b.at).map(({ part }) => part)
}

/** Share of the objective's words in the heading, three times, and in the text. */
function nearness({ label, blocks, passage }: OutlinePart, wanted: ReadonlySet<string>): number {
  const shared = (text: string) => titleWords(text).filter((word) => wanted.has(word)).length
  const heading = shared([label, passage.title, ...passage.path].join(' '))
  return (3 * heading + shared(blocks.flatMap(blockText).join(' '))) / Math.max(1, wanted.size)
}
const wordsOf = ({ blocks }: Pick<OutlinePart, 'blocks'>): number =>
  blocks.flatMap(blockText).join(' ').split(/\s+/).length

const shapes: Record<Shape, (section: Section) => { blocks: Block[]; details?: string[] }> = {
  steps: (section) => {
    const steps = stepsIn(section)
    if (steps.length === 0) return { blocks: [] }
    return {
      blocks: [{ block: 'steps', items: steps.map(({ text }) => text) }],
      details: steps.map(({ more }) => more),
    }
  },
  checklist: (section) => {
    const items = saidIn(section).filter(
      ({ text, from }) => from === 'ordered' || isImperative(text) || /\bmust\b/i.test(text),
    )
    return { blocks: items.length > 0 ? [{ block: 'checklist', items: items.map(({ text }) => text) }] : [] }
  },
  decision: (section) => {
    const said = saidIn(section)
    const rows = said.flatMap(({ text }) => decisionOf(text) ?? [])
    const notes = said.filter(({ text }) => /\bunless\b|\bonly if\b|\bexcept\b/i.test(text) && !decisionOf(text))
    if (rows.length === 0) return { blocks: [] }
    return {
      blocks: [
        { block: 'decision', rows },
        ...notes.map(({ text }): Block => ({ block: 'callout', tone: 'note', text })),
      ],
    }
  },
  'do-dont': (section) => {
    const rules = saidIn(section).flatMap(({ text }) => ruleOf(text) ?? [])
    const of = (side: 'do' | 'dont') => rules.filter((rule) => rule.side === side).map(({ text }) => text)
    return { blocks: rules.length > 0 ? [{ block: 'do-dont', do: of('do'), dont: of('dont') }] : [] }
  },
  reference: ({ blocks }) => ({
    blocks: blocks.flatMap((block): Block[] => {
      if (block.block === 'table' || block.block === 'term' || block.block === 'keys') return [block]
      if (block.block !== 'list') return []
      const terms = block.items.flatMap((line) => termOf(line) ?? [])
      return terms.length * 2 > block.items.length
        ? terms.map((term): Block => ({ block: 'term', ...term }))
        : [{ block: 'list', items: block.items }]
    }),
  }),
  script: ({ blocks }) => ({
    blocks: blocks
      .flatMap(blockText)
      .flatMap(quotedIn)
      .map((text): Block => ({ block: 'text', text })),
  }),
  answer: ({ blocks }) => ({ blocks: shortAnswer(blocks) }),
}

/** Steps of one section: a numbered list as it is; else a list or prose most of which tells to do something. */
export function stepsIn(section: Section): Said[] {
  const said = saidIn(section)
  const ordered = said.filter(({ from }) => from === 'ordered')
  if (ordered.length > 1) return ordered
  for (const from of ['listed', 'prose'] as const) {
    const all = said.filter((one) => one.from === from)
    const acts = all.filter(({ text }) => isImperative(text))
    if (acts.length > 1 && acts.length >= all.length * (from === 'listed' ? 0.6 : 0.5))
      return from === 'listed' ? all : acts
  }
  return []
}

const LONGEST_ANSWER = 120
/** The first blocks of a section, as far as an answer is read. */
function shortAnswer(blocks: readonly Block[]): Block[] {
  const taken: Block[] = []
  let words = 0
  for (const block of blocks) {
    if (block.block === 'link' || block.block === 'image' || block.block === 'media') continue
    words += blockText(block).join(' ').split(/\s+/).length
    if (taken.length > 0 && words > LONGEST_ANSWER) break
    taken.push(block)
  }
  return taken
}

/** Questions with their answers; a heading that is no question becomes one. */
export const faqOf = (brief: Brief, passages: readonly DraftPassage[]): { question: string; part: OutlinePart }[] => {
  const seen = new Set<string>()
  return outlineOf(brief, passages, 'answer', 700).flatMap((part) => {
    const question = questionOf(part.label)
    if (seen.has(question)) return []
    seen.add(question)
    return [{ question, part }]
  })
}
