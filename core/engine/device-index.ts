import * as v from 'valibot'
import { contentKind, Sha256 } from '#core/content'
import { type InstalledObject, objectKey } from '#core/releases'
import {
  createSearchIndex,
  type Hit,
  type IndexSnapshot,
  type IndexStore,
  objectPage,
  type PageVectors,
  type Query,
  readSnapshot,
  readSynonyms,
  type SearchPage,
} from '#core/retrieval'
import type { Held, InstalledLibrary } from './installed.ts'

export interface DeviceIndexDeps {
  installed: InstalledLibrary
  store: IndexStore
  /** vectors of another model mean nothing here */
  model: string
  dimensions: number
}

/** A page as it is indexed now. */
interface Indexed {
  /** of the object */
  sha256: string
  vectors: boolean
  /** keys of vectors in this device's cache that only such pages need */
  own: string[]
}

const Saved = v.object({
  v: v.literal(1),
  model: v.string(),
  pages: v.array(v.object({ id: v.string(), sha256: Sha256, vectors: v.boolean(), own: v.array(v.string()) })),
  stale: v.array(v.string()),
  index: v.unknown(),
})

/** Texts of pages that were shown lately; all others lie on the disk until a search finds them. */
const MOST_PAGES = 300
const AT_ONCE = 50

/** The search index of what is installed: opened from the last one saved, and brought up to date by what changed. */
export function createDeviceIndex({ installed, store, model, dimensions }: DeviceIndexDeps) {
  const pages = new Map<string, SearchPage>()
  const hashes = new WeakMap<SearchPage, string>()
  let indexed = new Map<string, Indexed>()
  let entries = new Map<string, InstalledObject>()
  let seen: unknown = null
  let synonyms: string[][] = []
  let stale: string[] = []
  let changed = false
  let opened = false
  let index = build()

  function build(saved?: IndexSnapshot) {
    return createSearchIndex({ pageOf: (id) => pages.get(id), dimensions, synonyms, ...(saved && { saved }) })
  }

  let turn: Promise<unknown> = Promise.resolve()
  /** Resolves once the index holds what the installed release does. Costs what changed since the last call. */
  function inStep(): Promise<void> {
    const mine = turn.then(step)
    turn = mine.catch(() => {})
    return mine
  }

  async function step(): Promise<void> {
    const now = await installed.entries()
    if (now === seen) return
    await takeSynonyms()
    if (!opened) await open()
    const readable = now.filter(({ kind }) => contentKind(kind).readable)
    entries = new Map(readable.map((entry) => [objectKey(entry), entry]))
    for (const id of indexed.keys()) if (!entries.has(id)) drop(id)
    const fresh = readable.filter((entry) => !isCurrent(objectKey(entry))).sort((a, b) => place(a) - place(b))
    for (let from = 0; from < fresh.length; from += AT_ONCE)
      for (const held of await installed.read(fresh.slice(from, from + AT_ONCE))) put(held)
    seen = now
  }

  const isCurrent = (id: string): boolean => indexed.get(id)?.sha256 === entries.get(id)?.sha256

  async function takeSynonyms() {
    const bytes = await installed.derived('synonyms')
    const groups = (bytes && readSynonyms(bytes)) ?? []
    if (JSON.stringify(groups) === JSON.stringify(synonyms)) return
    synonyms = groups
    if (opened) index = build(index.save())
  }

  /** A record of another model or format, or one that is broken, is passed over: the index is made anew. */
  async function open() {
    const saved = v.safeParse(Saved, await store.load())
    const snapshot = saved.success && saved.output.model === model ? readSnapshot(saved.output.index, dimensions) : null
    index = build(snapshot ?? undefined)
    indexed = new Map(saved.success && snapshot ? saved.output.pages.map(({ id, ...page }) => [id, page]) : [])
    stale = saved.success ? saved.output.stale : []
    opened = true
  }

  function drop(id: string) {
    stale.push(...(indexed.get(id)?.own ?? []))
    index.remove(id)
    indexed.delete(id)
    pages.delete(id)
    changed = true
  }

  function put(held: Held) {
    const id = objectKey(held.entry)
    drop(id)
    index.put(remember(held))
    indexed.set(id, { sha256: held.entry.sha256, vectors: false, own: [] })
  }

  function remember(held: Held): SearchPage {
    const page = objectPage(objectKey(held.entry), held.envelope)
    hashes.set(page, held.entry.sha256)
    use(page)
    const [oldest] = pages.keys()
    if (pages.size > MOST_PAGES && oldest !== undefined) pages.delete(oldest)
    return page
  }

  function use(page: SearchPage) {
    pages.delete(page.id)
    pages.set(page.id, page)
  }

  /** @param ids at most 50 @returns the pages of those that are there */
  async function pagesOf(ids: readonly string[]): Promise<SearchPage[]> {
    const there = ids.flatMap((id) => pages.get(id) ?? [])
    // the least used go first, and these are in use
    for (const page of there) use(page)
    const wanted = there.length < ids.length ? ids.flatMap((id) => (pages.has(id) ? [] : (entries.get(id) ?? []))) : []
    for (const held of await installed.read(wanted)) remember(held)
    return ids.flatMap((id) => pages.get(id) ?? [])
  }

  /** As of the last `inStep`. Texts of hits that are not in memory are read. */
  async function search(query: Query): Promise<{ hit: Hit; page: SearchPage }[]> {
    await pagesOf(index.rank(query).map(({ id }) => id))
    return index.search(query).flatMap((hit) => {
      const page = pages.get(hit.id)
      // while the index is brought up to date a page may lie in it as it was
      return page && isCurrent(hit.id) ? [{ hit, page }] : []
    })
  }

  return {
    inStep,
    search,
    pagesOf,
    entryOf: (id: string) => entries.get(id),
    progress: () => ({ done: [...indexed.values()].filter((page) => page.vectors).length, of: indexed.size }),
    /** ids of pages without vectors */
    lacking: (): string[] => {
      const ids = [...indexed].filter(([, page]) => !page.vectors).map(([id]) => id)
      const rank = (id: string) => place(entries.get(id) ?? { kind: '' })
      return ids.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    },
    /** @param own keys of those vectors that lie in this device's cache */
    setVectors(page: SearchPage, vectors: PageVectors, own: string[]) {
      const entry = indexed.get(page.id)
      // the page changed while its vectors were made
      if (!entry || entry.sha256 !== hashes.get(page)) return
      index.setVectors(page.id, vectors)
      indexed.set(page.id, { ...entry, vectors: true, own })
      changed = true
    },
    /** @returns keys in this device's cache that no page needs any more; each once */
    takeStale(): string[] {
      const needed = new Set([...indexed.values()].flatMap(({ own }) => own))
      const keys = [...new Set(stale)].filter((key) => !needed.has(key))
      stale = []
      return keys
    },
    /** Saves what changed since the last time. @throws {AppError} `storage-full` */
    async save(): Promise<void> {
      if (!changed) return
      changed = false
      const listed = [...indexed].map(([id, page]) => ({ id, ...page }))
      await store.save({ v: 1, model, pages: listed, stale, index: index.save() } satisfies v.InferInput<typeof Saved>)
    },
    /** Everything, here and in the store. */
    async clear(): Promise<void> {
      await turn
      pages.clear()
      indexed = new Map()
      entries = new Map()
      seen = null
      stale = []
      synonyms = []
      changed = false
      index = build()
      // last: what is saved from here on holds nothing any more
      await store.clear()
    },
  }
}

/** Aids before source documents: they are what is looked for first. */
const place = ({ kind }: { kind: string }): number => (kind === 'document' ? 1 : 0)

export type DeviceIndex = ReturnType<typeof createDeviceIndex>
