import { AppError } from '#core/base'
import { quantise, type VectorStore, vectorKey } from '#core/embedding'
import { embeddedTexts, pageVectors, type SearchPage } from '#core/retrieval'
import type { MeaningState } from '../engine-api.ts'
import type { DeviceIndex } from './device-index.ts'
import type { Meaning } from './meaning.ts'
import type { ReleaseVectors } from './release-vectors.ts'

export interface PreparationDeps {
  index: DeviceIndex
  meaning: Meaning
  /** vectors made on this device, so that an interruption loses one text */
  own: VectorStore
  release: ReleaseVectors
  nowMs(): number
  rest(ms: number): Promise<void>
  /** a screen may show something else now */
  changed(): void
}

const AT_ONCE = 50
/** On battery one part of work to three of rest. */
const REST_ON_BATTERY = 3
const SAVE_EVERY_MS = 30_000
const TELL_EVERY_MS = 2000

/**
 * Gives every page its vectors, in the background: those of the release as they are, the others made here, one text at a time,
 * never while somebody searches or answers. What is done stays done whatever ends it.
 */
export function createPreparation({ index, meaning, own, release, nowMs, rest, changed }: PreparationDeps) {
  let life = new AbortController()
  let running: Promise<void> | null = null
  let power: 'mains' | 'battery' = 'mains'
  let failed = false
  let told = ''
  let toldMs = Number.NEGATIVE_INFINITY
  let savedMs = Number.NEGATIVE_INFINITY

  function begin(): void {
    running ??= run(life.signal).finally(() => {
      running = null
    })
  }

  async function run(signal: AbortSignal): Promise<void> {
    try {
      await index.inStep()
      await takeWhatIsThere(signal)
      await save()
      // where the release brought all vectors, the model is not loaded before somebody searches
      const lacking = index.lacking().length > 0
      failed = lacking && !(await meaning.warmUp())
      if (lacking && !failed) await makeTheRest(signal)
      const unneeded = index.takeStale()
      if (unneeded.length > 0) await own.delete(unneeded)
      await save()
      release.drop()
      tell()
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof AppError)) throw error
      failed = true
    }
  }

  async function takeWhatIsThere(signal: AbortSignal): Promise<void> {
    const lacking = index.lacking()
    for (let from = 0; from < lacking.length; from += AT_ONCE) {
      for (const { page, vectors, mine } of await known(await index.pagesOf(lacking.slice(from, from + AT_ONCE))))
        if (vectors.every((vector) => vector !== undefined)) index.setVectors(page, pageVectors(vectors), mine)
      signal.throwIfAborted()
      // questions get their turn
      await rest(0)
      tellSometimes()
    }
  }

  /** @returns each page's vectors as far as they are there, and the keys of those that are this device's own */
  async function known(pages: readonly SearchPage[]) {
    const listed = pages.map((page) => ({
      page,
      keys: embeddedTexts(page).map((text) => vectorKey(meaning.model, text)),
    }))
    const all = listed.flatMap(({ keys }) => keys)
    const carried = await release.fromRelease(all)
    const byKey = new Map(all.map((key, i) => [key, carried[i]]))
    const missing = all.filter((key) => !byKey.get(key))
    const lacking = new Set(missing)
    const made = missing.length > 0 ? await own.get(missing) : []
    for (const [i, key] of missing.entries()) byKey.set(key, made[i])
    return listed.map(({ page, keys }) => ({
      page,
      keys,
      mine: keys.filter((key) => lacking.has(key)),
      vectors: keys.map((key) => byKey.get(key)),
    }))
  }

  async function makeTheRest(signal: AbortSignal): Promise<void> {
    const tried = new Set<string>()
    for (;;) {
      const [id] = index.lacking().filter((each) => !tried.has(each))
      if (id === undefined) return
      tried.add(id)
      const [page] = await index.pagesOf([id])
      if (page) await makeFor(page, signal)
      tellSometimes()
      if (nowMs() - savedMs > SAVE_EVERY_MS) await save()
    }
  }

  async function makeFor(page: SearchPage, signal: AbortSignal): Promise<void> {
    const texts = embeddedTexts(page)
    const [there] = await known([page])
    if (!there) return
    const { keys, vectors, mine } = there
    for (const [i, text] of texts.entries()) {
      if (vectors[i]) continue
      const beganMs = nowMs()
      const vector = quantise(await meaning.embedLater(text, signal))
      signal.throwIfAborted()
      vectors[i] = vector
      await whereRoom(() => own.put([[keys[i] ?? '', vector]]))
      if (power === 'battery') await rest((nowMs() - beganMs) * REST_ON_BATTERY)
    }
    index.setVectors(page, pageVectors(vectors.filter((vector) => vector !== undefined)), mine)
  }

  async function save(): Promise<void> {
    savedMs = nowMs()
    await whereRoom(index.save)
  }

  /** Only news: who hears it may ask again, and each search looks for what is to do. */
  function tell() {
    toldMs = nowMs()
    const { done, of } = index.progress()
    const news = `${done} of ${of}, ${failed}`
    if (news === told) return
    told = news
    changed()
  }
  function tellSometimes() {
    if (nowMs() - toldMs >= TELL_EVERY_MS) tell()
  }

  return {
    /** looks for what is to do, unless that is going on already */
    begin,
    state(): MeaningState {
      const progress = index.progress()
      const whole = progress.of > 0 && progress.done === progress.of
      if (whole && meaning.isReady()) return { state: 'ready', ...progress }
      if (running) return { state: 'preparing', ...progress }
      return { state: failed ? 'unavailable' : 'waiting', ...progress }
    },
    notePower: (now: 'mains' | 'battery') => {
      power = now
    },
    /** resolves once nothing of it goes on any more */
    async stop(): Promise<void> {
      life.abort()
      life = new AbortController()
      await running
      failed = false
    },
  }
}

/** A full disk costs that something is made again, no more. */
async function whereRoom(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'storage-full')) throw error
  }
}
