import { AppError, dayOf } from '#core/base'
import { type FileReport, refused, type SourceCheck } from '#core/knowledge'
import { nextTask } from '../next-task.ts'
import type { Organisation } from '../organisation.ts'
import { createDocumentReader, type DocumentReader } from './document-reader.ts'
import { addressPath, fetchAddress } from './fetch-address.ts'
import { type FoundFile, folderFiles, hashOf, loadFile } from './folder-files.ts'
import { importFiles, type ReadFile } from './import-files.ts'
import { type FileRow, filesOf } from './source-files.ts'
import { type ActiveSource, activeSources, allowedHosts, readSource } from './sources.ts'

/** Documents taken in one transaction: requests have their turn between two. */
const BATCH = 25
/** How often watched folders are looked at, ms. */
const WATCH_MS = 30_000

export interface SourceChecks {
  /** the running check of a source, or its last one since this server started */
  of(source: string): SourceCheck | null
  /** Begins to read a source; one that is being read goes on. @throws {AppError} `not-found` */
  start(source: string): Promise<SourceCheck>
  /** Looks at watched folders until the signal aborts: what was written in one is read within a minute. */
  watch(signal: AbortSignal, everyMs?: number): void
  /** a reader for files sent by hand, ended with the checks */
  reader: DocumentReader
}

const checksOf = new WeakMap<Organisation, SourceChecks>()

/** The one of an organisation: its routes and its server ask the same. */
export function sourceChecks(org: Organisation): SourceChecks {
  const known = checksOf.get(org)
  if (known) return known
  const made = createSourceChecks(org)
  checksOf.set(org, made)
  return made
}

/** Reads sources in the background, each at most once at a time. */
function createSourceChecks(org: Organisation): SourceChecks {
  const checks = new Map<string, SourceCheck>()
  const stamps = new Map<string, string>()
  const reader = createDocumentReader()
  let stopped = false

  async function run(source: ActiveSource, check: SourceCheck): Promise<void> {
    const startMs = performance.now()
    const step = (of: number, reports: readonly FileReport[], skipped = 0) => {
      if (stopped) throw new AppError('stopping', 'The server stopped meanwhile; what was read is in, check again.')
      for (const { state } of reports) check[state]++
      check.same += skipped
      check.done += reports.length + skipped
      check.of = of
      check.tookMs = Math.round(performance.now() - startMs)
    }
    try {
      await (source.place.type === 'folder' ? readFolder : readAddresses)(org, reader, source, step)
      check.vanished = await vanishedCount(org, source.id)
      check.state = 'done'
    } catch (error) {
      check.state = 'failed'
      check.reason = error instanceof AppError ? error.message : 'The server met an unknown fault; see its log.'
      if (!(error instanceof AppError)) console.error(error)
    }
    check.tookMs = Math.round(performance.now() - startMs)
  }

  async function start(id: string): Promise<SourceCheck> {
    const source = await readSource(org, id)
    const running = checks.get(id)
    if (running?.state === 'running') return running
    const counts = { done: 0, of: 0, new: 0, changed: 0, same: 0, refused: 0, vanished: 0 }
    const startedAt = new Date(org.nowMs()).toISOString()
    const check: SourceCheck = { state: 'running', ...counts, startedAt, tookMs: 0, reason: null }
    checks.set(id, check)
    void run(source, check)
    return check
  }

  async function lookAtWatched(): Promise<void> {
    for (const { id, place } of await activeSources(org)) {
      if (place.type !== 'folder' || !place.watched || checks.get(id)?.state === 'running') continue
      const stamp = stampOf(place.folder)
      if (stamp === null || stamps.get(id) === stamp) continue
      stamps.set(id, stamp)
      await start(id)
    }
  }

  return {
    of: (id) => checks.get(id) ?? null,
    start,
    reader,
    watch(signal, everyMs = WATCH_MS) {
      const timer = setInterval(() => {
        lookAtWatched().catch((error) => console.error(error))
      }, everyMs)
      timer.unref()
      signal.addEventListener('abort', () => {
        stopped = true
        clearInterval(timer)
        reader.close()
      })
    },
  }
}

function stampOf(folder: string): string | null {
  try {
    return hashOf(JSON.stringify(folderFiles(folder)))
  } catch {
    return null
  }
}

type Step = (of: number, reports: readonly FileReport[], skipped?: number) => void

async function readFolder(org: Organisation, reader: DocumentReader, { id, author, place }: ActiveSource, step: Step) {
  if (place.type !== 'folder') return
  const found = folderFiles(place.folder)
  const known = await filesOf(org.db, id)
  await markVanished(org, author, id, known, new Set(found.map(({ file }) => file)))
  const read = async (each: FoundFile): Promise<ReadFile | 'same'> => {
    const loaded = loadFile(place.folder, each)
    if ('reason' in loaded) return { file: each.file, sha256: '', result: refused(1, loaded.reason) }
    const { bytes, fields, sha256 } = loaded
    const before = known.get(each.file)
    if (before?.sha256 === sha256 && before.vanished_ms === null) return 'same'
    const today = dayOf(org.nowMs())
    return { file: each.file, sha256, result: await reader.read({ path: each.file, bytes, fields, today }) }
  }
  await inBatches(org, { id, author }, found, read, step)
}

async function readAddresses(
  org: Organisation,
  reader: DocumentReader,
  { id, author, place }: ActiveSource,
  step: Step,
) {
  if (place.type !== 'addresses') return
  const { hosts } = await allowedHosts(org)
  const known = await filesOf(org.db, id)
  await markVanished(org, author, id, known, new Set(place.addresses))
  const read = async (address: string): Promise<ReadFile | 'same'> => {
    try {
      const before = known.get(address)
      const isWhole = before && before.state !== 'refused' && before.vanished_ms === null
      const fetched = await fetchAddress(address, { hosts, etag: isWhole ? before.etag : null })
      if (fetched.state === 'same') return 'same'
      const { bytes, etag, contentType } = fetched
      const sha256 = hashOf(bytes)
      if (isWhole && before.sha256 === sha256) return 'same'
      const path = addressPath(address, contentType)
      const result = await reader.read({ path, bytes, fields: {}, today: dayOf(org.nowMs()) })
      return { file: address, sha256, etag, result }
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      return { file: address, sha256: '', result: refused(1, error.message) }
    }
  }
  await inBatches(org, { id, author }, place.addresses, read, step)
}

async function inBatches<T>(
  org: Organisation,
  { id, author }: { id: string; author: string },
  all: readonly T[],
  read: (each: T) => Promise<ReadFile | 'same'>,
  step: Step,
): Promise<void> {
  step(all.length, [])
  for (let from = 0; from < all.length; from += BATCH) {
    const batch: ReadFile[] = []
    let same = 0
    for (const each of all.slice(from, from + BATCH)) {
      const one = await read(each)
      if (one === 'same') same++
      else batch.push(one)
    }
    step(all.length, batch.length > 0 ? await importFiles(org, author, id, batch) : [], same)
    await nextTask()
  }
}

/** A file that is gone is said to be; its document stays until a person retires it. */
async function markVanished(
  org: Organisation,
  author: string,
  source: string,
  known: ReadonlyMap<string, FileRow>,
  here: ReadonlySet<string>,
): Promise<void> {
  const gone = [...known.values()].filter(({ file, vanished_ms }) => vanished_ms === null && !here.has(file))
  if (gone.length === 0) return
  await org.db.transaction().execute(async (db) => {
    for (const { file, document } of gone) {
      await db
        .updateTable('source_file')
        .set({ vanished_ms: org.nowMs() })
        .where('source', '=', source)
        .where('file', '=', file)
        .execute()
      if (document !== null) await org.audit(author, 'source-file-vanished', document, db)
    }
  })
}

async function vanishedCount({ db }: Organisation, source: string): Promise<number> {
  const { count } = await db
    .selectFrom('source_file')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('source', '=', source)
    .where('vanished_ms', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}
