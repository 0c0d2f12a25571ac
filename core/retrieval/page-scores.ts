import type { PageTable } from './page-table.ts'
import type { Postings } from './postings.ts'
import type { QueryTerm } from './query-terms.ts'
import { createRange, createTopPlaces, largest, type RankingConfiguration, secondLargest } from './ranking.ts'
import type { VectorTable } from './vector-table.ts'

interface Parts {
  readonly pages: PageTable
  readonly pageWords: Postings
  readonly passageWords: Postings
  readonly vectors: VectorTable
  readonly ranking: RankingConfiguration
}

interface Question {
  readonly terms: readonly QueryTerm[]
  /** null: words alone */
  readonly vector: Float32Array | null
  /** the words do not count where the question can be compared by meaning */
  readonly meaningAlone: boolean
  /** by page, 0 for one that may not be found */
  readonly allowed: Uint8Array
  readonly limit: number
}

/** What the last question left, by slot; the next one overwrites it. */
export interface Scored {
  /** the best pages, best first, ties by id */
  readonly places: readonly number[]
  /** 0-1, orders the pages */
  readonly fused: Float32Array
  readonly words: Float32Array
  readonly bestWords: number
  readonly wordsOfPassages: Float32Array
  /** null when the question was not compared by meaning */
  readonly cosines: Float32Array | null
  /** cosine of each page's best passage, its title's when it has none */
  readonly nearest: Float32Array
}

/** Row of a page's title in the vector table; its passages' rows follow. */
export const titleRow = (starts: Uint32Array, page: number): number => (starts[page] ?? 0) + page

/** Scores all pages for a question, in arrays that live as long as the index: nothing that grows with it is allocated. */
export function createPageScores({ pages, pageWords, passageWords, vectors, ranking }: Parts) {
  let room = roomFor(0, 0)

  /** Words of whole pages and of passages become one score a page. */
  function addWords(terms: readonly QueryTerm[], allowed: Uint8Array) {
    const { words, wordsOfPassages } = room
    const { slots, passageSlots, starts } = pages
    words.fill(0, 0, slots)
    wordsOfPassages.fill(0, 0, passageSlots)
    pageWords.score(terms, words)
    passageWords.score(terms, wordsOfPassages)
    const range = createRange()
    for (let p = 0; p < slots; p++) {
      if (allowed[p] === 0) continue
      const from = starts[p] ?? 0
      const to = starts[p + 1] ?? 0
      const page = words[p] ?? 0
      // a word that is nowhere on the page is in none of its passages
      if (page > 0) {
        const passage = from < to ? largest(wordsOfPassages, from, to) : 0
        words[p] = ranking.page * page + (1 - ranking.page) * passage
      }
      range.add(words[p] ?? 0)
    }
    return range
  }

  function addMeaning(cosines: Float32Array, allowed: Uint8Array) {
    const { meaning, nearest } = room
    const { slots, starts } = pages
    const range = createRange()
    for (let p = 0; p < slots; p++) {
      if (allowed[p] === 0 || !pages.hasVectors(p)) continue
      const row = titleRow(starts, p)
      const end = row + 1 + (starts[p + 1] ?? 0) - (starts[p] ?? 0)
      const title = cosines[row] ?? 0
      const first = end > row + 1 ? largest(cosines, row + 1, end) : title
      const second = end > row + 2 ? secondLargest(cosines, row + 1, end, first) : first
      nearest[p] = first
      meaning[p] = ranking.best * first + (1 - ranking.best) * ((first + second) / 2) + ranking.title * title
      range.add(meaning[p] ?? 0)
    }
    return range
  }

  return {
    score({ terms, vector, meaningAlone, allowed, limit }: Question): Scored {
      const { slots, passageSlots } = pages
      if (room.words.length < slots || room.wordsOfPassages.length < passageSlots)
        room = roomFor(slots * ROOM, passageSlots * ROOM)
      const { words, meaning, fused } = room
      const cosines = vector && pages.withVectors > 0 ? vectors.cosines(vector, slots + passageSlots) : null
      const silent = meaningAlone && cosines !== null
      const ofWords = addWords(silent ? [] : terms, allowed)
      const ofMeaning = cosines && addMeaning(cosines, allowed)
      const share = silent ? 0 : ranking.lexical
      const top = createTopPlaces(limit, fused, (a, b) => pages.idOf(a) < pages.idOf(b))
      for (let p = 0; p < slots; p++) {
        if (allowed[p] === 0) continue
        const byWords = ofWords.stretch(words[p] ?? 0)
        // a page whose vectors are not there yet is judged by its words alone
        if (ofMeaning && pages.hasVectors(p)) {
          fused[p] = share * byWords + (1 - share) * ofMeaning.stretch(meaning[p] ?? 0)
          top.offer(p)
        } else if ((words[p] ?? 0) > 0) {
          fused[p] = byWords
          top.offer(p)
        }
      }
      return { ...room, places: top.bestFirst(), bestWords: Math.max(0, ofWords.max), cosines }
    },
  }
}

/** Arrays are made so much longer than needed, so that an index that grows rarely makes them anew. */
const ROOM = 1.5

function roomFor(slots: number, passageSlots: number) {
  const bySlot = () => new Float32Array(Math.ceil(slots))
  return {
    words: bySlot(),
    meaning: bySlot(),
    nearest: bySlot(),
    fused: bySlot(),
    wordsOfPassages: new Float32Array(Math.ceil(passageSlots)),
  }
}
