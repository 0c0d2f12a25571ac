import { AppError, sha256Hex } from '#core/base'
import { type BodyChecks, type Envelope, readObject } from '#core/content'
import {
  type InstalledObject,
  type KeptRelease,
  leaseState,
  mayShow,
  objectKey,
  type ReleaseStore,
  readSourceMarks,
  type SourceMark,
  type TrustedState,
} from '#core/releases'

/** One object of the installed release, read and checked. */
export interface Held {
  entry: InstalledObject
  envelope: Envelope
}

/** What is installed, at one revision of the trusted state: the same object until it changes. */
export interface Installed {
  state: TrustedState
}

export interface InstalledDeps {
  store: ReleaseStore
  checks: BodyChecks
  nowMs(): number
}

/** Source documents are many and large: so many are kept once read, and the least used go. Everything else stays. */
const MOST_DOCUMENTS = 100
/** Objects read in one go; between two of them others get their turn. */
const AT_ONCE = 50

/** Reads of the installed release what is asked for, each object once; every other part of the engine asks here. */
export function createInstalled({ store, checks, nowMs }: InstalledDeps) {
  let known: Installed | null = null
  let shown: { of: Installed; fresh: boolean; entries: InstalledObject[] } | null = null
  let marks: { sha256: string; all: readonly SourceMark[] } | null = null
  const objects = new Map<string, Envelope>()
  const documents = new Map<string, Envelope>()
  const drawer = ({ kind }: { kind: string }) => (kind === 'document' ? documents : objects)

  async function current(): Promise<Installed | null> {
    const state = await store.load()
    if (state && known?.state.revision === state.revision && known.state.rootHash === state.rootHash) return known
    known = state && { state }
    const earlier = (state?.kept ?? []).flatMap((release) => release.objects)
    const listed = new Set([...(state?.objects ?? []), ...earlier].map(({ sha256 }) => sha256))
    for (const kept of [objects, documents])
      for (const sha256 of kept.keys()) if (!listed.has(sha256)) kept.delete(sha256)
    return known
  }

  /** Objects that are missing are left out; the next update fetches them again. @throws {AppError} `bad-input` for bytes that are no object */
  async function read(entries: readonly InstalledObject[]): Promise<Held[]> {
    const found: Held[] = []
    for (let from = 0; from < entries.length; from += AT_ONCE) {
      const some = entries.slice(from, from + AT_ONCE)
      const missing = some.filter((entry) => !drawer(entry).has(entry.sha256))
      const bytes = missing.length > 0 ? await store.blobs(missing.map(({ sha256 }) => sha256)) : []
      const fresh = new Map<string, Envelope>()
      for (const [i, entry] of missing.entries()) {
        const blob = bytes[i]
        if (blob) fresh.set(entry.sha256, readObject(blob, checks, objectKey(entry)))
      }
      for (const entry of some) {
        const envelope = fresh.get(entry.sha256) ?? drawer(entry).get(entry.sha256)
        if (!envelope) continue
        keep(entry, envelope)
        found.push({ entry, envelope })
      }
    }
    return found
  }

  function keep(entry: InstalledObject, envelope: Envelope) {
    const kept = drawer(entry)
    kept.delete(entry.sha256)
    kept.set(entry.sha256, envelope)
    const [oldest] = documents.keys()
    if (documents.size > MOST_DOCUMENTS && oldest !== undefined) documents.delete(oldest)
  }

  /** What is listed with its approvals in force; the same list until something changes. Bodies are not read: see `showable`. */
  async function entries(): Promise<readonly InstalledObject[]> {
    const installed = await current()
    if (!installed) return []
    const lease = leaseState(installed.state, nowMs())
    const fresh = lease.lease === 'fresh'
    if (shown?.of !== installed || shown.fresh !== fresh)
      shown = { of: installed, fresh, entries: installed.state.objects.filter((entry) => mayShow(entry, null, lease)) }
    return shown.entries
  }

  /**
   * What may be shown now: approvals in force, and fresh where it must be.
   *
   * @param wanted which entries are read; all unless told, which at thousands of documents takes seconds
   */
  async function showable(wanted: (entry: InstalledObject) => boolean = () => true): Promise<Held[]> {
    return readShowable((await entries()).filter(wanted))
  }

  /** Reads what was listed by `entries`, but for what must be fresh and is not. */
  async function readShowable(listed: readonly InstalledObject[]): Promise<Held[]> {
    const held = await read(listed)
    const lease = leaseState(known?.state ?? null, nowMs())
    return held.filter(({ entry, envelope }) => mayShow(entry, envelope.body, lease))
  }

  async function find(kind: string, id: string): Promise<Held | null> {
    const [held] = await showable((entry) => entry.kind === kind && entry.id === id)
    return held ?? null
  }

  /** A release that attempts still run on, by its number; null where it is not here. The one in force is not among these. */
  async function earlier(version: number): Promise<KeptRelease | null> {
    return (await current())?.state.kept?.find((release) => release.version === version) ?? null
  }

  /** All of an earlier release that may be shown now, as `showable`. */
  const showableOf = ({ objects }: KeptRelease): Promise<Held[]> => {
    const lease = leaseState(known?.state ?? null, nowMs())
    return readShowable(objects.filter((entry) => mayShow(entry, null, lease)))
  }

  const ofKind = (kind: string): Promise<Held[]> => showable((entry) => entry.kind === kind)

  /** Documents as installed, withheld ones too, by id: what an aid rests on. */
  async function documentsOf(ids: ReadonlySet<string>): Promise<Map<string, Held>> {
    const installedObjects = (await current())?.state.objects ?? []
    const held = await read(installedObjects.filter(({ kind, id }) => kind === 'document' && ids.has(id)))
    return new Map(held.map((each) => [each.entry.id, each]))
  }

  /** Derived entries of the release (item parameters, vectors, thresholds) whose name `wanted` takes, as bytes. */
  async function derivedAll(wanted: (name: string) => boolean): Promise<Uint8Array[]> {
    const listed = (await current())?.state.release?.derived.filter(({ name }) => wanted(name)) ?? []
    const bytes = await store.blobs(listed.map(({ sha256 }) => sha256))
    return bytes.filter((blob) => blob !== null)
  }

  /** One derived entry of the release in force, or of an earlier one; null where it has none. */
  async function derived(name: string, of: KeptRelease | null = null): Promise<Uint8Array | null> {
    if (!of) return (await derivedAll((candidate) => candidate === name))[0] ?? null
    const listed = of.derived.find((entry) => entry.name === name)
    return listed ? store.blob(listed.sha256) : null
  }

  /** What the server last said of sources that changed; none where it said nothing, or its list is not here. */
  async function sourceMarks(): Promise<readonly SourceMark[]> {
    const named = (await current())?.state.time?.marks
    if (!named) return []
    if (marks?.sha256 === named.sha256) return marks.all
    const bytes = await store.blob(named.sha256)
    const read = bytes && sha256Hex(bytes) === named.sha256 ? readMarks(bytes) : []
    if (bytes) marks = { sha256: named.sha256, all: read }
    return read
  }

  /** what was read last, with no look at the disk */
  const lastKnown = (): Installed | null => known

  /** of the release read last, 0 for none */
  const version = (): number => known?.state.release?.version ?? 0

  /** what was read last, as it is told to the server */
  const versions = (): { trust: number; time: number; release: number } => ({
    trust: known?.state.trust.version ?? 0,
    time: known?.state.time?.version ?? 0,
    release: version(),
  })

  /** the latest moment the organisation has vouched for, ms since 1970; 0 before the first */
  const timeFloorMs = (): number => known?.state.timeFloorMs ?? 0

  return {
    current,
    known: lastKnown,
    version,
    versions,
    timeFloorMs,
    entries,
    read,
    readShowable,
    showable,
    find,
    earlier,
    showableOf,
    ofKind,
    documentsOf,
    derived,
    derivedAll,
    sourceMarks,
  }
}

/** A list that cannot be read says nothing: marks only ever add to what is shown. */
function readMarks(bytes: Uint8Array): readonly SourceMark[] {
  try {
    return readSourceMarks(bytes).marks
  } catch (error) {
    if (error instanceof AppError) return []
    throw error
  }
}
export type InstalledLibrary = ReturnType<typeof createInstalled>
