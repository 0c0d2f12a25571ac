import { splitSentences } from '#core/consistency'
import { type Block, blockText } from '#core/content'

/** A passage as it is drafted from. */
export interface DraftPassage {
  document: string
  /** of the document */
  title: string
  passage: string
  path: readonly string[]
  blocks: readonly Block[]
  text: string
  sha256: string
}

/** What stands under one heading of a passage: small sections are joined into one passage and have several. */
export interface Section {
  passage: DraftPassage
  heading: string
  blocks: readonly Block[]
}

export function sectionsOf(passage: DraftPassage): Section[] {
  const all: { heading: string; blocks: Block[] }[] = [{ heading: headingOf(passage), blocks: [] }]
  for (const block of passage.blocks)
    if (block.block === 'heading') all.push({ heading: unnumbered(block.text), blocks: [] })
    else all.at(-1)?.blocks.push(block)
  return all.filter(({ blocks }) => blocks.length > 0).map((section) => ({ passage, ...section }))
}

export const headingOf = ({ path, title }: Pick<DraftPassage, 'path' | 'title'>): string =>
  unnumbered(path.at(-1) ?? title)

/** Its number is its place in the source, and wrong anywhere else. */
const unnumbered = (heading: string): string =>
  heading.replace(/^(?:(?:step|part)\s+)?\(?(?:\d+(?:\.\d+)+|\d+(?:\.\d+)*[.):]|[a-z][.)])\s+(?=\S)/i, '')

/** A line of a list or a sentence of prose. */
export interface Said {
  text: string
  /** what follows the first sentence of a line of a list */
  more: string
  from: 'ordered' | 'listed' | 'prose'
}

/** What a section says, in order. Lines that only lead in ("The steps:"), questions and code are left out. */
export function saidIn({ blocks }: Pick<Section, 'blocks'>): Said[] {
  return blocks.flatMap((block): Said[] => {
    switch (block.block) {
      case 'steps':
      case 'checklist':
      case 'list':
        return block.items.flatMap((item): Said[] => {
          const [text = '', ...rest] = sentencesOf(item)
          const from = block.block === 'list' ? 'listed' : 'ordered'
          return isWhole(text) ? [{ text, more: rest.filter(isWhole).join(' '), from }] : []
        })
      case 'text':
      case 'callout':
        return blockText(block)
          .flatMap(sentencesOf)
          .filter(isWhole)
          .map((text) => ({ text, more: '', from: 'prose' }))
      default:
        return []
    }
  })
}

/** Sentences with the addresses in them, which are taken out where sentences are only compared. */
function sentencesOf(text: string): string[] {
  const addresses: string[] = []
  const held = text.replace(
    /https?:\/\/\S*[^\s.,;:)\]]|[^\s@()<>]+@[^\s@()<>]+\.\w+/gi,
    (address) => `ADDRESS${addresses.push(address)}`,
  )
  return splitSentences(held).map((sentence) =>
    sentence.replace(/ADDRESS(\d+)/g, (_, at) => addresses[Number(at) - 1] ?? ''),
  )
}

const LONGEST = 400
const isWhole = (text: string): boolean =>
  text.length <= LONGEST &&
  !/[:?]$/.test(text) &&
  (text.match(/\p{L}{2,}/gu)?.length ?? 0) >= 2 &&
  !/[{}<>=$`]|::/.test(text) &&
  // the rest of a sentence whose beginning was a link or an address
  !/^[\p{Ll}]\S* *[.,]?$|^[),.;]/u.test(text)
