import { eachEdit } from './spelling.ts'
import { stemOf } from './stem.ts'
import { stopWords } from './stop-words.ts'
import type { FindEquivalents } from './synonyms.ts'
import { eachWord, isLoneSign } from './words.ts'

/**
 * A term a question is answered with. Terms of one `group` stand for the same words of the question, in one or several readings
 * (the words themselves, a synonym, a word that begins so, a likely spelling); the best reading counts, and a reading is the sum of
 * its terms. Groups and readings lie together and are numbered from 0.
 */
export interface QueryTerm {
  /** `UNKNOWN` for a word nobody wrote: nothing can be found by it, but the question is less covered for it */
  readonly term: number
  /** 1 for the person's own word, less for what was made of it */
  readonly weight: number
  readonly group: number
  readonly reading: number
  /** what the person typed */
  readonly asked: string
  readonly by: 'word' | 'synonym' | 'beginning' | 'spelling'
}

export const UNKNOWN = -1

export interface QueryOptions {
  equivalents?: FindEquivalents
  /** the last word may be unfinished when no space follows it */
  typing?: boolean
  /** documents that hold a term; without it every known term counts as held by one */
  frequency?: (term: number) => number
}

/** What a question may be read with. */
export interface KnownWords {
  /** of a word or of any other form of it */
  termOf(word: string): number | undefined
  /** of exactly this word */
  termOfWord(word: string): number | undefined
  eachBeginning(beginning: string, visit: (term: number) => void): void
  stemOf(term: number): string
}

/** Groups of a question that are looked for: of a pasted page the rarest say what it is about. */
const MAX_GROUPS = 64
/** Letters of a question that are read. */
const MAX_LETTERS = 20_000
const MAX_BEGINNINGS = 20
const MAX_SPELLINGS = 3
/** Words of one question whose spelling is doubted, and the letters they have at least: short words are one edit from too much. */
const MAX_DOUBTED = 8
const MIN_DOUBTED = 5
const WEIGHTS = { word: 1, synonym: 0.8, beginning: 0.7, spelling: 0.7 } as const

interface Asked {
  readonly word: string
  readonly stem: string
  readonly start: number
  readonly end: number
}

/** Words that are read together, and what else they may mean. */
interface Span {
  readonly words: readonly Asked[]
  readonly others: readonly (readonly string[])[]
  readonly unfinished: boolean
}

type Reading = Pick<QueryTerm, 'by' | 'weight'> & { readonly terms: readonly number[] }

/** The words of a question worth looking for, each once; stop words only when there is nothing else. */
export function queryTerms(text: string, known: KnownWords, options: QueryOptions = {}): QueryTerm[] {
  const frequency = options.frequency ?? (() => 1)
  const isHeld = (term: number | undefined): term is number => term !== undefined && frequency(term) > 0
  const question = text.slice(0, MAX_LETTERS)
  let doubted = 0

  function readingsOf({ words, others, unfinished }: Span): Reading[] {
    const own = words.map(({ word }) => known.termOf(word)).filter(isHeld)
    const readings: Reading[] = own.length > 0 ? [{ by: 'word', weight: WEIGHTS.word, terms: own }] : []
    for (const other of others) {
      const terms = telling(other.map((word) => ({ word }))).map(({ word }) => known.termOf(word))
      const weight = (WEIGHTS.synonym * words.length) / terms.length
      readings.push({ by: 'synonym', weight, terms: terms.filter(isHeld) })
    }
    const [first] = words
    if (!first || words.length > 1) return readings
    if (unfinished || isLoneSign(first.word))
      for (const term of beginnings(first.word))
        readings.push({ by: 'beginning', weight: WEIGHTS.beginning, terms: [term] })
    if (readings.some((reading) => reading.terms.length > 0) || doubted++ >= MAX_DOUBTED) return readings
    return spellings(first.word).map((term) => ({ by: 'spelling', weight: WEIGHTS.spelling, terms: [term] }))
  }

  function beginnings(word: string): number[] {
    const own = known.termOf(word)
    const found = new Set<number>()
    known.eachBeginning(word, (term) => term !== own && found.add(term))
    return mostFrequent(found, MAX_BEGINNINGS)
  }

  function spellings(word: string): number[] {
    if (word.length < MIN_DOUBTED || !/^\p{L}+$/u.test(word)) return []
    const found = new Set<number>()
    const sameStart = new Set<number>()
    eachEdit(word, (edited) => {
      const term = known.termOfWord(edited)
      if (!isHeld(term)) return
      found.add(term)
      if (edited[0] === word[0]) sameStart.add(term)
    })
    return mostFrequent(sameStart.size > 0 ? sameStart : found, MAX_SPELLINGS)
  }

  /** Ties by stem, so that the order in which words became known does not matter. */
  function mostFrequent(terms: Iterable<number>, limit: number): number[] {
    const best: { term: number; held: number; stem: string }[] = []
    for (const term of terms) {
      const held = frequency(term)
      const last = best[limit - 1]
      if (held === 0 || (last && held < last.held)) continue
      best.push({ term, held, stem: known.stemOf(term) })
      best.sort((a, b) => b.held - a.held || (a.stem < b.stem ? -1 : 1))
      best.length = Math.min(best.length, limit)
    }
    return best.map(({ term }) => term)
  }

  const spans = spansOf(question, options)
  const groups = rarest(
    spans.map((span) => ({ span, readings: readingsOf(span) })),
    frequency,
  )
  return groups.flatMap(({ span, readings }, group) => {
    const asked = question.slice(span.words[0]?.start ?? 0, span.words.at(-1)?.end ?? 0)
    const held = readings.filter(({ terms }) => terms.length > 0)
    if (held.length === 0) return [{ term: UNKNOWN, weight: 1, group, reading: 0, asked, by: 'word' as const }]
    return held.flatMap(({ terms, by, weight }, reading) =>
      terms.map((term) => ({ term, weight, group, reading, asked, by })),
    )
  })
}

/** Without stop words, unless there is nothing else. */
function telling<T extends { word: string }>(words: readonly T[]): readonly T[] {
  const left = words.filter(({ word }) => !stopWords.has(word))
  return left.length > 0 ? left : words
}

function spansOf(question: string, { equivalents, typing = false }: QueryOptions): Span[] {
  const words: Asked[] = []
  eachWord(question, (word, start, end) => words.push({ word, stem: stemOf(word), start, end }))
  const stems = words.map(({ stem }) => stem)
  const spans = new Map<string, Span>()
  const worth = new Set(telling(words))
  for (let i = 0; i < words.length; ) {
    const found = equivalents?.(stems, i)
    const covered = words.slice(i, i + (found?.words ?? 1))
    i += covered.length
    const own = covered.filter((word) => worth.has(word))
    if (own.length === 0) continue
    const unfinished = typing && own.at(-1)?.end === question.length
    const key = own.map(({ stem }) => stem).join(' ')
    const before = spans.get(key)
    spans.set(key, { words: own, others: found?.others ?? [], unfinished: unfinished || (before?.unfinished ?? false) })
  }
  return [...spans.values()]
}

/** Those whose words fewest documents hold, in the question's order; of a question this long unknown words say nothing. */
function rarest<T extends { readings: readonly Reading[] }>(
  groups: readonly T[],
  frequency: (term: number) => number,
): readonly T[] {
  if (groups.length <= MAX_GROUPS) return groups
  const held = ({ readings }: T) => Math.min(...readings.flatMap(({ terms }) => terms.map(frequency)))
  const known = groups
    .map((group, place) => ({ group, place, held: held(group) }))
    .filter((each) => each.held < Number.POSITIVE_INFINITY)
  const kept = known.sort((a, b) => a.held - b.held || a.place - b.place).slice(0, MAX_GROUPS)
  return kept.sort((a, b) => a.place - b.place).map(({ group }) => group)
}
