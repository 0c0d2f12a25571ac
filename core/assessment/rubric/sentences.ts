/** A stretch of the learner's text that can be evidence, and the whole sentence it stands in, for quoting. */
export interface Span {
  text: string
  sentence: string
}

const SENTENCE_END = /(?<=[.!?])\s+|\s*\n+\s*/
/** Where one thought ends and the next begins inside a sentence. */
const CLAUSE_END = /\s*[;:]\s+|\s*,\s+|\s+(?:and then|and|but|so|because|since|then)\s+/i
const MIN_CLAUSE_WORDS = 2

export const clausesOf = (sentence: string): string[] =>
  sentence.split(CLAUSE_END).filter((clause) => clause.trim() !== '')

/**
 * Sentences, their clauses of at least two words, and neighbouring clauses joined: one long sentence often holds several
 * criteria.
 */
export function spansOf(text: string): Span[] {
  const spans: Span[] = []
  for (const sentence of text.split(SENTENCE_END).map((part) => part.trim())) {
    if (sentence === '') continue
    const clauses = clausesOf(sentence)
    const pairs = clauses.length > 2 ? clauses.slice(1).map((clause, i) => `${clauses[i]}, ${clause}`) : []
    const parts = clauses.length > 1 ? [...clauses, ...pairs] : []
    const long = parts.filter((part) => wordsOf(part).length >= MIN_CLAUSE_WORDS)
    for (const part of new Set([sentence, ...long])) spans.push({ text: part, sentence })
  }
  return spans
}

/** Lower-case words, apostrophes kept inside ("don't"). */
export const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll('’', "'")
    .match(/[\p{L}\p{N}]+(?:'\p{L}+)*/gu) ?? []
