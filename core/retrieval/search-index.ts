import { DIMENSIONS } from '#core/embedding'
import { coverage } from './coverage.ts'
import type { PageVectors } from './embedded-text.ts'
import { fitOf, rarestWord } from './fit.ts'
import { type Mark, marksIn } from './marks.ts'
import { createPageScores, type Scored, titleRow } from './page-scores.ts'
import { createPageTable, type Where } from './page-table.ts'
import { createPostings, type Fields } from './postings.ts'
import type { QueryTerm } from './query-terms.ts'
import { type RankingConfiguration, rankingConfiguration } from './ranking.ts'
import { reasons } from './reasons.ts'
import type { SearchPage } from './search-page.ts'
import { type IndexSnapshot, SNAPSHOT_VERSION, withoutGaps } from './snapshot.ts'
import { createEquivalents, type Synonyms } from './synonyms.ts'
import { createVocabulary } from './terms.ts'
import { createVectorTable } from './vector-table.ts'

export type SearchMode = 'hybrid' | 'dense' | 'lexical'

export interface Query {
  readonly text: string
  /** unit length; without it the search is by words alone */
  readonly vector?: Float32Array
  readonly limit: number
  /** `hybrid` unless told */
  readonly mode?: SearchMode
  /** which pages may be found; scores are fused over them alone */
  readonly where?: Where
  /** the last word may be only begun */
  readonly typing?: boolean
}

export interface Hit {
  readonly id: string
  /** id of the passage that answers best; null for a page without any */
  readonly passage: string | null
  /** that passage's place in the page's list, from 0: several parts of a long passage share one id */
  readonly part: number | null
  /** orders this question's hits, 0-1; means nothing across questions */
  readonly score: number
  /** share of the best lexical score of this question, 0-1; 0 when no word of it occurs */
  readonly lexical: number
  /** cosine of the best passage, comparable across questions; null without vectors */
  readonly dense: number | null
  /** share of the question's words, the rarer the heavier, that title, headings or best passage say, 0-1 */
  readonly coverage: number
  /** how well the page answers, comparable across questions */
  readonly fit: number
  /** strongest reason first */
  readonly why: readonly string[]
  /** where the title says words of the question */
  readonly titleMarks: readonly Mark[]
  /** where the best passage does */
  readonly textMarks: readonly Mark[]
}

export interface SearchIndex {
  readonly pages: number
  readonly passages: number
  /** Adds a page made by `toSearchPage`, in place of one of the same id. Costs that page. */
  put(page: SearchPage, vectors?: PageVectors): void
  /** A page that is not there is left alone. */
  remove(id: string): void
  /** Vectors that came later. Those that do not fit the page (it changed meanwhile) are left out: words find it all the same. */
  setVectors(id: string, vectors: PageVectors): void
  /**
   * At most `limit` hits, best first, ties by page id. A page without vectors is left out unless it says one of the words.
   * The question object ranked or searched last is not scored again while no page changes.
   */
  search(query: Query): Hit[]
  /** The same order without reasons, for deep rankings. */
  rank(query: Query): { id: string; score: number }[]
  /** All of it but the pages themselves. */
  save(): IndexSnapshot
}

export interface SearchIndexOptions {
  /** the page as it was put; it is asked for hits only, so texts need not be kept in memory */
  readonly pageOf: (id: string) => SearchPage | undefined
  /** of the model; 384 unless told */
  readonly dimensions?: number
  readonly synonyms?: Synonyms
  /** as `save` gave it; its arrays are taken over */
  readonly saved?: IndexSnapshot
  readonly ranking?: RankingConfiguration
  readonly createVectors?: typeof createVectorTable
}

/** Removed slots are dropped when more than this share of all is removed. */
const MAX_REMOVED = 1 / 4

/**
 * Ranks pages by words (BM25F of page and best passage) and by meaning (best passages and title), fused as
 * .5 min-max + .5 min-max over this question's pages. The order depends on the pages alone, not on how they came.
 */
export function createSearchIndex({
  pageOf,
  dimensions = DIMENSIONS,
  synonyms = [],
  saved,
  ranking = rankingConfiguration,
  createVectors = createVectorTable,
}: SearchIndexOptions): SearchIndex {
  const vocabulary = createVocabulary(saved?.vocabulary)
  const equivalents = createEquivalents(synonyms)
  const pages = createPageTable(saved?.pages)
  const vectors = createVectors(dimensions, saved?.vectors)
  let pageWords = createPostings(saved?.pageWords)
  let passageWords = createPostings(saved?.passageWords)
  let scores = createPageScores({ pages, pageWords, passageWords, vectors, ranking })

  let last: { query: Query; terms: QueryTerm[]; scored: Scored } | null = null

  function setVectors(slot: number, { title, passages }: PageVectors) {
    const fits = [title, ...passages].every(({ length }) => length === dimensions)
    if (!fits || passages.length !== pages.passagesOf(slot)) return
    const row = titleRow(pages.starts, slot)
    vectors.set(row, title)
    for (const [i, vector] of passages.entries()) vectors.set(row + 1 + i, vector)
    pages.noteVectors(slot)
    last = null
  }

  function remove(id: string) {
    const slot = pages.slotOf(id)
    if (slot === undefined) return
    for (let i = pages.starts[slot] ?? 0; i < (pages.starts[slot + 1] ?? 0); i++) passageWords.remove(i)
    pageWords.remove(slot)
    pages.remove(slot)
    last = null
    const slots = pages.slots + pages.passageSlots
    if (slots - pages.pages - pages.passages > slots * MAX_REMOVED) compact()
  }

  /** Closes the gaps that removed pages left. */
  function compact() {
    const starts = pages.starts
    const kept = pages.compact()
    const keptPassages: number[] = []
    let row = 0
    for (const old of kept) {
      const from = starts[old] ?? 0
      const to = starts[old + 1] ?? 0
      for (let i = from; i < to; i++) keptPassages.push(i)
      for (let i = 0; i <= to - from; i++) vectors.move(row++, titleRow(starts, old) + i)
    }
    pageWords = createPostings(withoutGaps(pageWords.save(), kept))
    passageWords = createPostings(withoutGaps(passageWords.save(), keptPassages))
    scores = createPageScores({ pages, pageWords, passageWords, vectors, ranking })
  }

  function run(query: Query) {
    if (last?.query === query) return last
    const { text, vector, limit, mode = 'hybrid', where, typing = false } = query
    const terms = vocabulary.queryTerms(text, { equivalents, typing, frequency: pageWords.frequency })
    const scored = scores.score({
      terms,
      vector: mode === 'lexical' || !vector ? null : vector,
      meaningAlone: mode === 'dense',
      allowed: pages.allowed(where),
      limit,
    })
    last = { query, terms, scored }
    return last
  }

  function hitOf(place: number, terms: readonly QueryTerm[], scored: Scored): Hit[] {
    const page = pageOf(pages.idOf(place))
    if (!page) return []
    const part = bestPassage(place, scored)
    const passage = page.passages[part]
    const cosines = pages.hasVectors(place) ? scored.cosines : null
    const dense = cosines && (scored.nearest[place] ?? 0)
    const nearest = cosines && Math.max(dense ?? 0, cosines[titleRow(pages.starts, place)] ?? 0)
    const said = [page.title, ...(passage?.headings ?? []), passage?.text ?? ''].join('\n')
    const counted = { documents: pages.pages, frequency: pageWords.frequency }
    const covered = coverage(said, terms, vocabulary, counted)
    return [
      {
        id: page.id,
        passage: passage?.id ?? null,
        part: passage ? part : null,
        score: scored.fused[place] ?? 0,
        lexical: scored.bestWords > 0 ? (scored.words[place] ?? 0) / scored.bestWords : 0,
        dense,
        coverage: covered,
        fit: fitOf({ nearest, coverage: covered, words: wordsOf(place, part, scored) / rarestWord(pages.pages) }),
        why: reasons(page, passage, terms, vocabulary, dense),
        titleMarks: marksIn(page.title, terms, vocabulary),
        textMarks: marksIn(passage?.text ?? '', terms, vocabulary),
      },
    ]
  }

  /** BM25F score of a passage; of the page when it has none. */
  function wordsOf(place: number, part: number, { words, wordsOfPassages }: Scored): number {
    if (pages.passagesOf(place) === 0) return words[place] ?? 0
    return wordsOfPassages[(pages.starts[place] ?? 0) + part] ?? 0
  }

  /** Where both rankings agree best within a page, counted from its first passage. */
  function bestPassage(place: number, { wordsOfPassages, cosines: all }: Scored): number {
    const cosines = pages.hasVectors(place) ? all : null
    const from = pages.starts[place] ?? 0
    const count = pages.passagesOf(place)
    const row = titleRow(pages.starts, place) + 1
    let top = 0
    for (let i = 0; i < count; i++) top = Math.max(top, wordsOfPassages[from + i] ?? 0)
    let best = 0
    let bestScore = Number.NEGATIVE_INFINITY
    for (let i = 0; i < count; i++) {
      const score = (wordsOfPassages[from + i] ?? 0) / (top || 1) + (cosines?.[row + i] ?? 0)
      if (score > bestScore) [best, bestScore] = [i, score]
    }
    return best
  }

  return {
    get pages() {
      return pages.pages
    },
    get passages() {
      return pages.passages
    },
    put(page, given) {
      remove(page.id)
      const fields = fieldsOf(page, vocabulary.termsOf)
      pageWords.add(fields.page)
      for (const passage of fields.passages) passageWords.add(passage)
      const slot = pages.add(page)
      last = null
      if (given) setVectors(slot, given)
    },
    remove,
    setVectors(id, given) {
      const slot = pages.slotOf(id)
      if (slot !== undefined) setVectors(slot, given)
    },
    search(query) {
      const { terms, scored } = run(query)
      return scored.places.flatMap((place) => hitOf(place, terms, scored))
    },
    rank(query) {
      const { places, fused } = run(query).scored
      return places.map((place) => ({ id: pages.idOf(place), score: fused[place] ?? 0 }))
    },
    save: () => ({
      v: SNAPSHOT_VERSION,
      dimensions,
      pages: pages.save(),
      vocabulary: vocabulary.save(),
      pageWords: pageWords.save(),
      passageWords: passageWords.save(),
      vectors: vectors.save(pages.slots + pages.passageSlots),
    }),
  }
}

/** Fields as in `FIELD_WEIGHTS`: title, path, headings, body. */
function fieldsOf({ title, path = '', passages }: SearchPage, termsOf: (text: string) => number[]) {
  const head = [termsOf(title), termsOf(path)]
  const headings = [...new Set(passages.flatMap((passage) => passage.headings))].join(' ')
  const bodies = passages.map(({ text }) => termsOf(text))
  return {
    page: [...head, termsOf(headings), bodies.flat()] satisfies Fields,
    passages: passages.map((passage, i): Fields => [...head, termsOf(passage.headings.join(' ')), bodies[i] ?? []]),
  }
}
