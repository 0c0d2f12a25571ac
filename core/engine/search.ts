import { AppError } from '#core/base'
import { objectKey, type TrustedState } from '#core/releases'
import { BUILT_IN_THRESHOLD, type Hit, isAnswer, readSearchThreshold, type SearchPage } from '#core/retrieval'
import type { SearchAnswer, SearchHit, SearchRequest } from '../engine-api.ts'
import { aidCard } from './aid-card.ts'
import type { DeviceIndex } from './device-index.ts'
import { excerptOf } from './excerpt.ts'
import type { Installed, InstalledLibrary } from './installed.ts'
import type { Meaning } from './meaning.ts'

export interface SearchDeps {
  installed: InstalledLibrary
  index: DeviceIndex
  meaning: Meaning
  /** sees to the model and to what the index still lacks, in the background */
  prepare(): void
  rest(ms: number): Promise<void>
  nowMs(): number
}

/** More of a pasted page says nothing that its beginning does not, UTF-16 units. */
const MAX_TEXT = 2000
const MOST_HITS = 50
/** For an index that is being made or brought up to date. */
const LONGEST_WAIT_MS = 1500
/** Shown where nothing fits, for who wants to look anyway. */
const NEAREST = 3

/** Finds what the installed release holds. Answers from the device, with or without the model, and never waits for either. */
export function createSearch({ installed, index, meaning, prepare, rest, nowMs }: SearchDeps) {
  const newest = new Map<string, number>()
  let asked = 0
  let threshold = { of: null as unknown, fit: 0 }

  async function search({ text, limit = 10, where, typing = false, by, box }: SearchRequest): Promise<SearchAnswer> {
    const mine = ++asked
    if (box !== undefined) newest.set(box, mine)
    const overtaken = () => box !== undefined && newest.get(box) !== mine
    const words = text.slice(0, MAX_TEXT).trim()
    if (words === '') return { state: 'nothing-fits', hits: [], by: 'words' }
    // a first start with thousands of documents takes a while: what is there answers, the rest joins
    await Promise.race([index.inStep(), rest(LONGEST_WAIT_MS)])
    prepare()
    const current = installed.known()
    if (!current) return { state: 'nothing-fits', hits: [], by: 'words' }
    const vector = by === 'words' || overtaken() ? null : await vectorOf(words, overtaken)
    if (overtaken()) return superseded
    const fit = await leastFit(current)
    const all = await index.search({
      text: words,
      // whether anything fits is judged by the first few
      limit: Math.min(Math.max(limit, NEAREST), MOST_HITS),
      typing,
      ...(vector ? { vector } : {}),
      ...(where ? { where } : {}),
    })
    // what cannot say why it was found says nothing to the person either
    const found = all.filter(({ hit }) => hit.why.length > 0)
    const fitting = found.filter(({ hit }) => hit.lexical > 0 || hit.fit >= fit).slice(0, limit)
    // half a word says too little to tell anybody that nothing fits
    const fits = by === 'words' ? fitting.length > 0 : isAnswer(hitsOf(found), fit)
    const hits = await shown(fits ? fitting : found.slice(0, Math.min(limit, NEAREST)), current.state)
    if (overtaken()) return superseded
    const byMeaning = found.some(({ hit }) => hit.dense !== null)
    return {
      state: fits && hits.length > 0 ? 'found' : 'nothing-fits',
      hits,
      by: byMeaning ? 'words-and-meaning' : 'words',
    }
  }

  let embedding: Promise<unknown> = Promise.resolve()
  /** One question at a time, so that of many keystrokes only the last is embedded. Null leaves the words. */
  async function vectorOf(words: string, overtaken: () => boolean): Promise<Float32Array | null> {
    if (!meaning.isReady()) return null
    const mine = embedding.then(() => (overtaken() ? null : meaning.queryVector(words)))
    embedding = mine.catch(() => {})
    try {
      return await mine
    } catch (error) {
      if (error instanceof AppError) return null
      throw error
    }
  }

  /** The fit below which nothing fits: the organisation's own where its release carries one for this model. */
  async function leastFit(of: Installed): Promise<number> {
    if (threshold.of !== of) {
      const bytes = await installed.derived('search-threshold')
      const own = bytes && readSearchThreshold(bytes)
      threshold = {
        of,
        fit: own && (own.model === null || own.model === meaning.model) ? own.fit : BUILT_IN_THRESHOLD.fit,
      }
    }
    return threshold.fit
  }

  async function shown(found: readonly { hit: Hit; page: SearchPage }[], state: TrustedState): Promise<SearchHit[]> {
    const held = await installed.readShowable(found.flatMap(({ page }) => index.entryOf(page.id) ?? []))
    const byId = new Map(held.map((each) => [objectKey(each.entry), each]))
    return found.flatMap(({ hit, page }) => {
      const there = byId.get(page.id)
      if (!there) return []
      const passage = hit.part === null ? undefined : page.passages[hit.part]
      return [
        {
          ...aidCard(there, state, nowMs()),
          why: [...hit.why],
          titleMarks: hit.titleMarks.map(([start, end]): [number, number] => [start, end]),
          excerpt: excerptOf(passage?.text ?? '', hit.textMarks),
          score: hit.score,
        },
      ]
    })
  }

  return search
}

const hitsOf = (found: readonly { hit: Hit }[]): Hit[] => found.map(({ hit }) => hit)

const superseded: SearchAnswer = { state: 'superseded', hits: [], by: 'words' }
