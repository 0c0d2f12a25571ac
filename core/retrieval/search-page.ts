import { countWords } from '#core/knowledge'

export interface SearchPassage {
  /** several may share one: a long passage is searched in parts */
  readonly id: string
  /** headings above it, outermost first */
  readonly headings: readonly string[]
  readonly text: string
}

/** What a page is and for whom, to narrow a search. */
export interface Facets {
  readonly kind?: string
  readonly roles?: readonly string[]
  readonly competencies?: readonly string[]
}

/** What can be found: a document, an aid, any object with words. */
export interface SearchPage {
  readonly id: string
  readonly title: string
  /** where it lies, e.g. `guides/travel-101`, if that says something */
  readonly path?: string
  readonly passages: readonly SearchPassage[]
  readonly facets?: Facets
}

/** Words in a part; the model reads about 200 of them at once, heading and title included. */
const MAX_WORDS = 150

/** Splits what is too long to be embedded at once: at line feeds, else at sentence ends, else between words. */
export function toSearchPage(page: SearchPage): SearchPage {
  const passages = page.passages.flatMap((passage) => splitText(passage.text).map((text) => ({ ...passage, text })))
  return { ...page, passages }
}

function splitText(text: string): string[] {
  const words = countWords(text)
  if (words <= MAX_WORDS) return text.trim() ? [text] : []
  const pieces = text.split('\n').flatMap(sentencesIfLong)
  return packEvenly(pieces, Math.ceil(words / Math.ceil(words / MAX_WORDS)))
}

function sentencesIfLong(line: string): string[] {
  if (countWords(line) <= MAX_WORDS) return [line]
  return line
    .split(/(?<=[.!?;])\s+/)
    .flatMap((sentence) => (countWords(sentence) <= MAX_WORDS ? [sentence] : inWords(sentence)))
}

function inWords(sentence: string): string[] {
  const words = sentence.split(/\s+/)
  const parts = Math.ceil(words.length / MAX_WORDS)
  return Array.from({ length: parts }, (_, i) => words.slice(i * MAX_WORDS, (i + 1) * MAX_WORDS).join(' '))
}

/** Packs neighbours up to about `target` words, so that no part is a short rest. */
function packEvenly(pieces: readonly string[], target: number): string[] {
  const packed: string[] = []
  let words = Number.POSITIVE_INFINITY
  for (const piece of pieces) {
    const more = countWords(piece)
    if (words >= target || words + more > MAX_WORDS) {
      packed.push(piece)
      words = more
    } else {
      packed[packed.length - 1] += `\n${piece}`
      words += more
    }
  }
  return packed
}
