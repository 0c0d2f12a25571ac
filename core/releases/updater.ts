import { AppError, type Transport } from '#core/base'
import type { BodyChecks } from '#core/content'
import { createBlobSource } from './fetch-blobs.ts'
import { instantMs } from './fields.ts'
import { keepRunning, keptOf } from './kept.ts'
import { recheck } from './recheck.ts'
import { refusalOf } from './refusal.ts'
import { MAX_RELEASE_BYTES } from './release.ts'
import type { ReleaseStore, StoredBlob } from './release-store.ts'
import { MAX_MARKS_BYTES } from './source-marks.ts'
import { heldBlobs, initialState, type TrustedState } from './state.ts'
import { takeKept, takeRelease } from './take-release.ts'
import { MAX_TIME_BYTES, type Time } from './time.ts'
import { MAX_TRUST_BYTES } from './trust.ts'
import { claimedTrust, verifyTime } from './verify-time.ts'
import { needTrustInDate, pinTrust, verifyTrust } from './verify-trust.ts'

/** Trust files passed through in one update; TUF 5.3.3 asks for a bound. */
const MOST_TRUST_FILES = 256

export type UpdateOutcome =
  | { state: 'current'; version: number }
  | { state: 'installed'; version: number; downloaded: number }
  | { state: 'offline' }
  /** the last good release stays; `message` says why the new one was not taken */
  | { state: 'refused'; code: string; message: string }

export interface UpdaterDeps {
  store: ReleaseStore
  transport: Pick<Transport, 'getBytes'>
  nowMs(): number
  checks: BodyChecks
  /** numbers of the releases that attempts run on: what they need of these stays, or is fetched; none unless told */
  running?(): Promise<ReadonlySet<number>>
  /** earlier releases that were refused, with the trust they were refused under: they are not fetched each minute again */
  refusedEarlier?: Set<string>
}

/** Keeps a device's trust and release up to date: verify everything, then advance in one transaction, or not at all. */
export function createUpdater({
  store,
  transport,
  nowMs,
  checks,
  running = async () => new Set(),
  refusedEarlier = new Set(),
}: UpdaterDeps) {
  const get = (path: string, maxBytes: number, signal?: AbortSignal) =>
    transport.getBytes(path, { maxBytes, ...(signal ? { signal } : {}) })

  /** Takes the first trust file, pinned by the enrolment link. @throws {AppError} `wrong-root`, `offline` and as `pinTrust` */
  async function pin(tenant: string, rootHash: string, signal?: AbortSignal): Promise<TrustedState> {
    const trust = await pinTrust(await get('/v1/trust/1', MAX_TRUST_BYTES, signal), rootHash, tenant)
    const state = initialState(tenant, rootHash, trust)
    await store.install(state, [], new Set())
    return state
  }

  /** @throws {AppError} `not-enrolled` before `pin` */
  async function update(signal?: AbortSignal): Promise<UpdateOutcome> {
    const stored = await store.load()
    if (!stored) throw new AppError('not-enrolled', 'This device is not enrolled yet. Open an enrolment link.')
    try {
      return await advance(stored, signal)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error.code === 'offline') return { state: 'offline' }
      return { state: 'refused', code: error.code, message: error.message }
    }
  }

  async function advance(stored: TrustedState, signal?: AbortSignal): Promise<UpdateOutcome> {
    const timeBytes = await get('/v1/time', MAX_TIME_BYTES, signal)
    const trusted = await advanceTrust(stored, claimedTrust(timeBytes), signal)
    // One fixed "now" (TUF 5.1): a clock that jumps or was set back cannot open a gap between two checks.
    const now = Math.max(nowMs(), trusted.timeFloorMs)
    needTrustInDate(trusted.trust, now)
    const known = {
      time: trusted.time,
      release: {
        version: trusted.releaseFloor,
        sha256: trusted.releaseFloor > 0 ? trusted.releaseSha256 : null,
      },
    }
    const time = await verifyTime(trusted.trust, timeBytes, known, now)
    const named = time.release
    const marks = await marksOf(time, signal)
    if (!named || (named.sha256 === trusted.releaseSha256 && trusted.releaseFloor > 0))
      return confirm(trusted, time, marks, signal)

    const releaseBytes = await get(`/v1/releases/${named.version}`, Math.min(named.length, MAX_RELEASE_BYTES), signal)
    const blobs = createBlobSource(store, transport, signal)
    const taken = await takeRelease(trusted, named, releaseBytes, blobs, checks, now)
    const { kept, added: old } = await keptFor(trusted, taken, signal)
    const next = { ...withTime(taken, time), kept }
    const fetched = blobs.fetched()
    const added = [...fetched, ...old, ...marks, { sha256: named.sha256, bytes: releaseBytes }]
    await store.install(next, added, heldBlobs(next))
    return { state: 'installed', version: named.version, downloaded: fetched.length }
  }

  /** Each new trust file counts at once, whatever comes of the rest: a revocation must not wait for a release. */
  async function advanceTrust(stored: TrustedState, wanted: number, signal?: AbortSignal): Promise<TrustedState> {
    if (wanted <= stored.trust.version) return stored
    if (wanted > stored.trust.version + MOST_TRUST_FILES)
      throw new AppError('wrong-version', `The server speaks of trust file ${wanted}; enrol this device again.`)
    let trust = stored.trust
    const refused = await refusalOf(async () => {
      while (trust.version < wanted)
        trust = await verifyTrust(trust, await get(`/v1/trust/${trust.version + 1}`, MAX_TRUST_BYTES, signal))
    })
    const next = trust === stored.trust ? stored : await recheck(stored, trust, (sha256) => store.blob(sha256))
    if (next !== stored) await store.install(next, [], heldBlobs(next))
    if (refused) throw refused
    return next
  }

  /** Marks the device does not hold yet. Without them everything else goes on: they are asked for again with the next look. */
  async function marksOf({ marks }: Time, signal?: AbortSignal): Promise<StoredBlob[]> {
    if (!marks || marks.length > MAX_MARKS_BYTES) return []
    const blobs = createBlobSource(store, transport, signal)
    await refusalOf(() => blobs.get(marks, 'source marks'))
    return blobs.fetched()
  }

  /** What attempts need of releases that are not in force. One that cannot be had now is asked for with the next look. */
  async function keptFor(before: TrustedState, next: TrustedState, signal?: AbortSignal) {
    const wanted = await running()
    const own =
      before.release && before.releaseSha256 ? keptOf(before.release, before.releaseSha256, before.objects) : null
    const here = [...(before.kept ?? []).filter(({ version }) => version !== own?.version), ...(own ? [own] : [])]
    const added: StoredBlob[] = []
    for (const version of wanted) {
      const isHere = version === next.release?.version || here.some((release) => release.version === version)
      // 0: begun before anything was installed; above: by a device that is ahead of this one
      if (isHere || version < 1 || version > (next.release?.version ?? 0)) continue
      const name = `${version} ${next.trust.version}`
      if (refusedEarlier.has(name)) continue
      const refused = await refusalOf(async () => {
        const bytes = await get(`/v1/releases/${version}`, MAX_RELEASE_BYTES, signal)
        const blobs = createBlobSource(store, transport, signal)
        const release = await takeKept(next.trust, version, bytes, blobs, checks)
        here.push(release)
        added.push(...blobs.fetched(), { sha256: release.sha256, bytes })
      })
      if (refused && refused.code !== 'offline') refusedEarlier.add(name)
    }
    return { kept: keepRunning(here, next.release, wanted), added }
  }

  /** Nothing new but the server's word that nothing is new, and perhaps marks. */
  async function confirm(
    state: TrustedState,
    time: Time,
    marks: readonly StoredBlob[],
    signal?: AbortSignal,
  ): Promise<UpdateOutcome> {
    const { kept, added } = await keptFor(state, state, signal)
    const isSame = JSON.stringify(kept) === JSON.stringify(state.kept ?? [])
    if (state.time?.version !== time.version || marks.length > 0 || !isSame) {
      const next = { ...withTime({ ...state, revision: state.revision + 1 }, time), kept }
      await store.install(next, [...marks, ...added], heldBlobs(next))
    }
    return { state: 'current', version: state.release?.version ?? 0 }
  }

  return { pin, update }
}

const withTime = (state: TrustedState, time: Time): TrustedState => ({
  ...state,
  time,
  timeFloorMs: Math.max(state.timeFloorMs, instantMs(time.signedAt)),
})
