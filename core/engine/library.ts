import { AppError } from '#core/base'
import { contentKind } from '#core/content'
import type { CachedEmbedder } from '#core/embedding'
import { objectText } from '#core/knowledge'
import { leaseState, objectKey, type TrustedState } from '#core/releases'
import {
  embedPages,
  type Hit,
  indexPages,
  type PageVectors,
  type SearchIndex,
  type SearchPage,
  toSearchPage,
} from '#core/retrieval'
import type { AidCard, MeaningState, OpenedObject, Ref, SearchAnswer, SearchHit, SearchRequest } from '../engine-api.ts'
import { aidCard, isAid } from './aid-card.ts'
import type { Held, Installed, InstalledLibrary } from './installed.ts'
import type { Meaning } from './meaning.ts'
import { trustSignal } from './trust-signal.ts'

export interface LibraryDeps {
  installed: InstalledLibrary
  embedder: CachedEmbedder
  meaning: Meaning
  nowMs(): number
}

/**
 * Cosine below which a hit that shares no word with the question is left out. Provisional: random pairs of this model lie
 * below .2, paraphrases above .4; too low shows what has nothing to do with the question, too high hides other words for it.
 */
const NEAR = 0.3

/** Characters of the best passage shown under a hit. */
const EXCERPT = 240

/** Lists, finds and opens what the installed release holds. Answers from the device, with or without the model. */
export function createLibrary({ installed, embedder, meaning, nowMs }: LibraryDeps) {
  let built: { of: string; pages: SearchPage[]; index: SearchIndex; vectors: boolean } | null = null
  let building: Promise<void> | null = null

  async function aids(): Promise<AidCard[]> {
    const current = await installed.current()
    if (!current) return []
    return (await installed.showable())
      .filter(isAid)
      .map((held) => aidCard(held, current.state, nowMs()))
      .sort((a, b) => a.title.localeCompare(b.title))
  }

  async function open(ref: Ref): Promise<OpenedObject | null> {
    const current = await installed.current()
    const held = await installed.find(ref.kind, ref.id)
    if (!current || !held || !contentKind(ref.kind).readable) return null
    const kind = contentKind(held.envelope.kind)
    return {
      ...ref,
      version: held.entry.version,
      title: kind.title(held.envelope.body),
      summary: kind.summary(held.envelope.body),
      blocks: kind.view(held.envelope.body),
      trust: trustSignal(held, current, nowMs()),
    }
  }

  async function search({ text: query, limit = 10 }: SearchRequest): Promise<SearchAnswer> {
    const current = await installed.current()
    if (!current || query.trim() === '') return { state: 'nothing-fits', hits: [], by: 'words' }
    const readable = (await installed.showable()).filter(({ entry }) => contentKind(entry.kind).readable)
    const { index, pages } = await indexOf(readable, current.state)
    // words answer at once; meaning joins as soon as the model is there, in the background
    const vector = meaning.isReady() ? await meaning.queryVector(query) : null
    const hits = index
      .search({ text: query, limit, ...(vector ? { vector } : {}) })
      .filter(({ lexical, dense }) => lexical > 0 || (dense ?? 0) >= NEAR)
    const byKey = new Map(readable.map((held) => [objectKey(held.entry), held]))
    const found = hits.flatMap((hit) => {
      const held = byKey.get(hit.id)
      const page = pages.find((candidate) => candidate.id === hit.id)
      return held && page ? [searchHit(held, current, hit, page, nowMs())] : []
    })
    return {
      state: found.length > 0 ? 'found' : 'nothing-fits',
      hits: found,
      by: vector && built?.vectors ? 'words-and-meaning' : 'words',
    }
  }

  async function meaningState(): Promise<MeaningState> {
    const of = built?.pages.length ?? 0
    if (built?.vectors) return { state: 'ready', done: of, of }
    return { state: building ? 'preparing' : 'waiting', done: 0, of }
  }

  async function indexOf(readable: readonly Held[], state: TrustedState) {
    const of = `${state.revision}:${readable.map(({ entry }) => entry.sha256).join()}`
    if (built?.of !== of) {
      const pages = readable.map((held) => toSearchPage(searchPage(held)))
      built = { of, pages, index: indexPages(pages), vectors: false }
    }
    if (!built.vectors && !building) building = addVectors(of).finally(() => (building = null))
    return built
  }

  /** Loads the model, embeds what is new and takes the fuller index into use. A failure leaves the words. */
  async function addVectors(of: string): Promise<void> {
    if (!(await meaning.warmUp()) || built?.of !== of) return
    let vectors: PageVectors[]
    try {
      vectors = await embedPages(built.pages, embedder)
    } catch (error) {
      if (error instanceof AppError) return
      throw error
    }
    if (built?.of === of) built = { ...built, index: indexPages(built.pages, vectors), vectors: true }
  }

  return { aids, open, search, meaningState }
}

const searchPage = ({ entry, envelope }: Held): SearchPage => ({
  id: objectKey(entry),
  ...objectText(envelope.kind, envelope.body),
})

function searchHit(held: Held, { state }: Installed, hit: Hit, page: SearchPage, nowMs: number): SearchHit {
  const text = page.passages.find(({ id }) => id === hit.passage)?.text ?? ''
  return {
    ...aidCard(held, state),
    stale: leaseState(state, nowMs).lease !== 'fresh',
    why: [...hit.why],
    titleMarks: [],
    excerpt: { text: text.length > EXCERPT ? `${text.slice(0, EXCERPT).replace(/\s+\S*$/, '')} …` : text, marks: [] },
    score: hit.score,
  }
}
