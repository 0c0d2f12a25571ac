import type { SearchPage, SearchPassage } from './search-page.ts'
import type { Vocabulary } from './terms.ts'

/** Cosine from which passage and question are said to be about the same thing. Of words only: it decides nothing. */
const SAME_THING = 0.4

/** Why a page was found, strongest reason first, in words a colleague would use. `terms` are the question's, with its words. */
export function reasons(
  page: SearchPage,
  passage: SearchPassage | undefined,
  terms: ReadonlyMap<number, string>,
  { termsOf }: Vocabulary,
  cosine: number | null,
): string[] {
  const places: [string, string][] = [
    ['title says', page.title],
    ['a heading says', passage?.headings.join(' ') ?? ''],
    ['a passage says', passage?.text ?? ''],
    ['elsewhere on the page', page.passages.map(({ headings, text }) => `${headings.join(' ')} ${text}`).join(' ')],
    ['its address says', page.path ?? ''],
  ]
  const said = new Set<number>()
  const why: string[] = []
  for (const [place, text] of places) {
    if (said.size === terms.size) break
    const there = new Set(termsOf(text))
    const found = [...terms].filter(([term]) => there.has(term) && !said.has(term))
    for (const [term] of found) said.add(term)
    if (found.length > 0) why.push(`${place} ${found.map(([, word]) => `"${word}"`).join(', ')}`)
  }
  if (cosine !== null && (cosine >= SAME_THING || why.length === 0)) why.push('about the same thing')
  return why
}
