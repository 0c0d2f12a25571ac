import { stopWords } from './stop-words.ts'
import type { FindEquivalents } from './synonyms.ts'
import { eachWord } from './words.ts'

interface AskedWord {
  readonly word: string
  readonly stem: string
  readonly start: number
  readonly end: number
}

/** Words of a question that are read together, and what else they may be called. */
export interface Span {
  readonly words: readonly AskedWord[]
  readonly others: readonly (readonly string[])[]
  /** the person may still be typing its last word */
  readonly unfinished: boolean
}

interface Options {
  readonly equivalents: FindEquivalents | undefined
  readonly typing: boolean
  stemOf(word: string): string
}

/** Single words and phrases that have synonyms, each once, in the order of the question. A phrase's words are in no other span. */
export function spansOf(question: string, { equivalents, typing, stemOf }: Options): Span[] {
  const words: AskedWord[] = []
  eachWord(question, (word, start, end) => words.push({ word, stem: stemOf(word), start, end }))
  const stems = words.map(({ stem }) => stem)
  const worth = new Set(withoutStopWords(words))
  const spans = new Map<string, Span>()
  for (let i = 0; i < words.length; ) {
    const found = equivalents?.(stems, i)
    const covered = words.slice(i, i + (found?.words ?? 1))
    i += covered.length
    const own = covered.filter((word) => worth.has(word))
    if (own.length === 0) continue
    const key = own.map(({ stem }) => stem).join(' ')
    const unfinished = typing && own.at(-1)?.end === question.length
    const span = { words: own, others: found?.others ?? [], unfinished }
    spans.set(key, { ...(spans.get(key) ?? span), unfinished })
  }
  return [...spans.values()]
}

/** All of them when there is nothing else. */
export function withoutStopWords<T extends { readonly word: string }>(words: readonly T[]): readonly T[] {
  const left = words.filter(({ word }) => !stopWords.has(word))
  return left.length > 0 ? left : words
}
