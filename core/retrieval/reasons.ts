import { areTogether, eachSaid } from './marks.ts'
import type { QueryTerm } from './query-terms.ts'
import type { SearchPage, SearchPassage } from './search-page.ts'
import type { Vocabulary } from './terms.ts'

/** Cosine from which passage and question are said to be about the same thing. Of words only: it decides nothing. */
const SAME_THING = 0.4
/** What fits on a line: quotes of one place, words of a quote, reasons of one hit. */
const MAX_QUOTES = 3
const MAX_QUOTED_WORDS = 4
const MAX_REASONS = 4
/** Letters of the rest of a page that are looked through. */
const MAX_ELSEWHERE = 20_000

/** Words of a text that stand together and were asked for. */
interface Quote {
  readonly text: string
  readonly terms: readonly QueryTerm[]
}

/**
 * Why a page was found, strongest reason first, in words a colleague would use. Quotes are the page's own words; each word of the
 * question is accounted for once, where it counts most.
 */
export function reasons(
  page: SearchPage,
  passage: SearchPassage | undefined,
  terms: readonly QueryTerm[],
  vocabulary: Vocabulary,
  cosine: number | null,
): string[] {
  const places: [says: string, text: () => string][] = [
    ['title says', () => page.title],
    ['a heading says', () => passage?.headings.join('\n') ?? ''],
    ['a passage says', () => passage?.text ?? ''],
    ['elsewhere it says', () => restOf(page, passage)],
    ['its address says', () => page.path ?? ''],
  ]
  let open = terms
  const why: { sentence: string; telling: boolean }[] = []
  for (const [says, textOf] of places) {
    if (open.length === 0) break
    const text = textOf()
    const quotes = quotesOf(text, open, vocabulary)
    const said = new Set(quotes.flatMap((quote) => quote.terms.map(({ group }) => group)))
    open = open.filter(({ group }) => !said.has(group))
    for (const sentence of sentences(quotes)) why.push({ ...sentence, sentence: `${says} ${sentence.sentence}` })
  }
  const telling = why.filter((reason) => reason.telling)
  const told = (telling.length > 0 ? telling : why).slice(0, MAX_REASONS).map(({ sentence }) => sentence)
  if (cosine !== null && (cosine >= SAME_THING || told.length === 0)) told.push('about the same thing')
  return told
}

/** At most one quote for each word of the question: the one that says most of them, in the text's order. */
function quotesOf(text: string, terms: readonly QueryTerm[], vocabulary: Vocabulary): Quote[] {
  const runs: { start: number; end: number; terms: QueryTerm[] }[] = []
  eachSaid(text, terms, vocabulary, (term, start, end) => {
    const last = runs.at(-1)
    const before = last?.terms.at(-1)
    if (
      last &&
      before &&
      last.terms.length < MAX_QUOTED_WORDS &&
      areTogether(text, last.end, start) &&
      agree(before, term)
    ) {
      last.end = Math.max(last.end, end)
      last.terms.push(term)
    } else runs.push({ start, end, terms: [term] })
  })
  const said = new Set<number>()
  const groupsOf = (run: { terms: QueryTerm[] }) => new Set(run.terms.map(({ group }) => group))
  return runs
    .toSorted((a, b) => groupsOf(b).size - groupsOf(a).size || a.start - b.start)
    .filter((run) => {
      const fresh = [...groupsOf(run)].filter((group) => !said.has(group))
      for (const group of fresh) said.add(group)
      return fresh.length > 0
    })
    .sort((a, b) => a.start - b.start)
    .map((run) => ({ text: text.slice(run.start, run.end), terms: run.terms }))
}

/** The person's own words are quoted together; what they were taken for is quoted apart, with the word it stands for. */
function agree(a: QueryTerm, b: QueryTerm): boolean {
  const own = ({ by }: QueryTerm) => by === 'word' || by === 'beginning'
  return own(a) ? own(b) : a.by === b.by && a.group === b.group
}

function sentences(quotes: readonly Quote[]): { sentence: string; telling: boolean }[] {
  const own = quotes.filter(({ terms: [term] }) => term?.by === 'word' || term?.by === 'beginning')
  const worth = own.some(isTelling) ? own.filter(isTelling) : own
  const listed = worth.slice(0, MAX_QUOTES).map(({ text }) => `"${text}"`)
  const taken = quotes.flatMap(({ text, terms: [term] }) => {
    if (term?.by === 'synonym') return [`"${text}", another word for "${term.asked}"`]
    if (term?.by === 'spelling') return [`"${text}", close to "${term.asked}"`]
    return []
  })
  return [
    ...(listed.length > 0 ? [{ sentence: listed.join(', '), telling: worth.some(isTelling) }] : []),
    ...taken.map((sentence) => ({ sentence, telling: true })),
  ]
}

/** A number alone says little. */
const isTelling = ({ text }: Quote): boolean => /\p{L}/u.test(text)

function restOf(page: SearchPage, passage: SearchPassage | undefined): string {
  let rest = ''
  for (const other of page.passages) {
    if (other === passage) continue
    rest += `${other.headings.join('\n')}\n${other.text}\n`
    if (rest.length > MAX_ELSEWHERE) break
  }
  return rest.slice(0, MAX_ELSEWHERE)
}
