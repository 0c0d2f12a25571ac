import { type BodyChecks, type Envelope, readObject } from '#core/content'
import {
  type InstalledObject,
  leaseState,
  mayShow,
  objectKey,
  type ReleaseStore,
  type TrustedState,
} from '#core/releases'

/** One object of the installed release, read and checked. */
export interface Held {
  entry: InstalledObject
  envelope: Envelope
}

/** What is installed, as it stood at one revision of the trusted state. */
export interface Installed {
  state: TrustedState
  objects: ReadonlyMap<string, Held>
}

export interface InstalledDeps {
  store: ReleaseStore
  checks: BodyChecks
  nowMs(): number
}

/** Reads the installed release once per revision; every other part of the engine asks here. */
export function createInstalled({ store, checks, nowMs }: InstalledDeps) {
  let known: Installed | null = null

  async function current(): Promise<Installed | null> {
    const state = await store.load()
    if (!state) {
      known = null
      return null
    }
    if (known?.state.revision === state.revision && known.state.rootHash === state.rootHash) return known
    const objects = new Map<string, Held>()
    for (const entry of state.objects) {
      const bytes = await store.blob(entry.sha256)
      if (bytes) objects.set(objectKey(entry), { entry, envelope: readObject(bytes, checks, objectKey(entry)) })
    }
    known = { state, objects }
    return known
  }

  /** What may be shown now: approvals in force, and fresh where it must be. */
  async function showable(): Promise<Held[]> {
    const installed = await current()
    if (!installed) return []
    const lease = leaseState(installed.state, nowMs())
    return [...installed.objects.values()].filter(({ entry, envelope }) => mayShow(entry, envelope.body, lease))
  }

  async function find(kind: string, id: string): Promise<Held | null> {
    const key = objectKey({ kind, id })
    return (await showable()).find(({ entry }) => objectKey(entry) === key) ?? null
  }

  async function ofKind(kind: string): Promise<Held[]> {
    return (await showable()).filter(({ entry }) => entry.kind === kind)
  }

  /** A derived entry of the release (item parameters, vectors, thresholds), or null. */
  async function derived(name: string): Promise<Uint8Array | null> {
    const installed = await current()
    const entry = installed?.state.release?.derived.find((candidate) => candidate.name === name)
    return entry ? store.blob(entry.sha256) : null
  }

  /** of the release read last, 0 for none */
  const version = (): number => known?.state.release?.version ?? 0

  /** the latest moment the organisation has vouched for, ms since 1970; 0 before the first */
  const timeFloorMs = (): number => known?.state.timeFloorMs ?? 0

  return { current, version, timeFloorMs, showable, find, ofKind, derived }
}
export type InstalledLibrary = ReturnType<typeof createInstalled>
