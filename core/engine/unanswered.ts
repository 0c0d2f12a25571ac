import { createCompetencyIndex } from '#core/competencies'
import { cosine } from '#core/embedding'
import type { EventLog } from '#core/events'
import { countUnanswered, noUnanswered, type UnansweredStore } from '#core/learner'
import type { Ref, SearchAnswer, SearchRequest, Unanswered } from '../engine-api.ts'
import type { InstalledLibrary } from './installed.ts'
import type { Meaning } from './meaning.ts'

export interface UnansweredDeps {
  installed: InstalledLibrary
  meaning: Meaning
  store: UnansweredStore
  log: EventLog
  search(request: SearchRequest): Promise<SearchAnswer>
  nowMs(): number
}

/** Cosine below which a question belongs to no competency: random pairs of this model lie below .2, paraphrases above .4. */
const NEAR = 0.3

/** Counts searches without a good answer by competency. What was typed lives as long as the call. */
export function createUnanswered({ installed, meaning, store, log, search, nowMs }: UnansweredDeps) {
  /** in memory only, so that a pause and then leaving the box count once */
  let ended = ''
  /** another one after each sign-out: what is under way then counts for nobody */
  let life = {}

  const competencies = async () =>
    createCompetencyIndex(
      (await installed.ofKind('competency')).map(({ entry, envelope }) => ({ ...entry, ...envelope })),
    )

  async function nearest(text: string): Promise<string | null> {
    const { all } = await competencies()
    const names = all.flatMap(({ id, body }) => [body, ...body.subCompetencies].map(({ title }) => ({ id, title })))
    const vectors =
      meaning.isReady() && names.length > 0 ? await meaning.vectorsOf(names.map(({ title }) => title)) : null
    const query = vectors && (await meaning.queryVector(text))
    if (!vectors || !query) return null
    const near = names.map(({ id }, i) => ({ id, cosine: cosine(query, vectors[i] ?? new Int8Array(query.length)) }))
    const best = near.reduce((top, each) => (each.cosine > top.cosine ? each : top), { id: '', cosine: NEAR })
    return best.id || null
  }

  async function searchEnded(text: string, chosen?: Ref): Promise<void> {
    const words = text.trim()
    if (words === '' || words === ended) return
    ended = words
    const mine = life
    // without a release nothing fits, which says nothing
    if (!(await installed.current())) return
    if (chosen || (await search({ text: words, limit: 1 })).state !== 'nothing-fits') return
    const competency = await nearest(words)
    await store.change((now) => (mine === life ? countUnanswered(now, competency, nowMs()) : now))
  }

  async function unanswered(): Promise<Unanswered> {
    const { sinceMs, lines } = await store.load()
    const { title } = await competencies()
    const named = lines.map((line) => ({ ...line, title: line.competency === null ? '' : title(line.competency) }))
    return {
      sinceMs,
      total: lines.reduce((sum, { count }) => sum + count, 0),
      byCompetency: named.sort((a, b) => b.count - a.count || a.title.localeCompare(b.title)),
    }
  }

  /**
   * The counts are taken out under their events' ids first, in one transaction: whatever ends this in the middle, the next
   * call stores the same events under the same ids.
   */
  async function shareUnanswered(ids: string[]): Promise<void> {
    const { byCompetency } = await unanswered()
    const { sharing } = await store.change((now) => {
      if (now.sharing.length > 0) return now
      const taken = byCompetency.slice(0, ids.length).flatMap(({ competency, count }, i) => {
        const id = ids[i]
        return id === undefined ? [] : [{ id, competency, count, sinceMs: now.sinceMs ?? nowMs() }]
      })
      const left = taken.reduce((rest, line) => countUnanswered(rest, line.competency, nowMs(), -line.count), now)
      return { ...left, sharing: taken }
    })
    for (const { id, competency, count, sinceMs } of sharing)
      await log.append('search-made', { hits: 0, competency, count, since: monthOf(sinceMs) }, id)
    await store.change((now) => ({ ...now, sharing: [] }))
  }

  return {
    searchEnded,
    unanswered,
    shareUnanswered,
    forget: async () => {
      ended = ''
      life = {}
      await store.change(() => noUnanswered)
    },
  }
}

const monthOf = (ms: number): string => new Date(ms).toISOString().slice(0, 7)
