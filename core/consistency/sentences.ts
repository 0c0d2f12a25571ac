import { type Block, blockText } from '#core/content'

/** A sentence and where it stands. */
export interface Sentence {
  /** of the document */
  passage: string
  /** headings above it, outermost first */
  headings: readonly string[]
  text: string
  /** a cell of a table says less alone than prose */
  isTable: boolean
}

/** Of a document, as far as sentences are read from it. */
export interface Passage {
  id: string
  path: readonly string[]
  blocks: readonly Block[]
}

/** Longer ones are lists or code run together; shorter ones say nothing. In characters. */
export const MAX_SENTENCE = 600
const MIN_WORDS = 4

/** The sentences of a document that can be compared; each text once, the first time it stands there. */
export function sentencesOf(passages: readonly Passage[]): Sentence[] {
  const byText = new Map<string, Sentence>()
  for (const { id, path, blocks } of passages)
    for (const block of blocks) {
      if (block.block === 'heading' || block.block === 'link' || block.block === 'quote') continue
      const isTable = block.block === 'table'
      for (const text of blockText(block).flatMap(splitSentences))
        if (isComparable(text) && !byText.has(text)) byText.set(text, { passage: id, headings: path, text, isTable })
    }
  return [...byText.values()]
}

const ABBREVIATION =
  /(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|no|dr|mr|mrs|ms|st|inc|ltd|co|u\.s|a\.m|p\.m|fig|sec)|\b[A-Z])\.$/i

/** Text to sentences: at ".", "!", "?" or ";" before a new beginning, and at line ends. Addresses are taken out. */
export function splitSentences(text: string): string[] {
  const out: string[] = []
  for (const line of text.split('\n')) {
    const words = line
      .replace(/\bhttps?:\/\/\S+/gi, ' ')
      .replace(/\S+/g, withoutMail)
      .replace(/\[\^?[\w-]*\]/g, ' ')
      .replace(/^\s*(?:[-*•]|\(?\d{1,2}[.)]|[a-z][.)])\s+/, '')
      .replace(/\s+/g, ' ')
      .trim()
    let open = ''
    for (const part of words.split(/(?<=[.!?;]["”’)]?) (?=["“‘(]?[\p{Lu}\d])/u)) {
      open = open ? `${open} ${part}` : part
      if (ABBREVIATION.test(part)) continue
      out.push(open)
      open = ''
    }
    if (open) out.push(open)
  }
  return out
}

/** One word without the mail address in it; a pattern over the whole text would try every place for a beginning and an end. */
function withoutMail(word: string): string {
  const at = word.indexOf('@', 1)
  const address = at < 0 ? undefined : /^.+\.\w+/.exec(word)?.[0]
  return address !== undefined && at + 1 < address.lastIndexOf('.') ? ` ${word.slice(address.length)}` : word
}

function isComparable(text: string): boolean {
  if (text.length > MAX_SENTENCE) return false
  const words = text.match(/\p{L}{2,}/gu)?.length ?? 0
  if (words < MIN_WORDS) return false
  // code, paths and tables of signs
  const signs = text.match(/[{}<>=|\\$_#`~^]|::|\/\w+\//g)?.length ?? 0
  return signs * 4 <= words
}
