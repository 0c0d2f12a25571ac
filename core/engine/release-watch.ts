import type { EventLog } from '#core/events'
import { leaseState, type UpdateOutcome } from '#core/releases'
import type { ReleaseState } from '../engine-api.ts'
import type { InstalledLibrary } from './installed.ts'

export interface ReleaseWatchDeps {
  installed: InstalledLibrary
  log: EventLog
  nowMs(): number
  newId(): string
  update(): Promise<UpdateOutcome>
}

/** Looks for a newer release, and remembers why one was not taken until one is. */
export function createReleaseWatch({ installed, log, nowMs, newId, update }: ReleaseWatchDeps) {
  let refused: ReleaseState['refused'] = null
  let running: Promise<ReleaseState> | null = null

  async function state(): Promise<ReleaseState> {
    const current = await installed.current()
    const version = current?.state.release?.version ?? 0
    return {
      version,
      installedAtMs: current?.state.installedAtMs ?? null,
      ...leaseState(current?.state ?? null, nowMs()),
      refused,
    }
  }

  async function refreshNow(): Promise<ReleaseState> {
    const outcome = await update()
    if (outcome.state === 'refused') {
      // said once per reason: a release that stays bad is looked at every minute
      if (refused?.code !== outcome.code) await log.append('release-refused', { code: outcome.code }, newId())
      refused = { code: outcome.code, message: outcome.message, atMs: nowMs() }
    } else if (outcome.state !== 'offline') refused = null
    const now = await state()
    if (outcome.state === 'installed') await log.append('release-installed', { version: outcome.version }, newId())
    return now
  }

  return {
    state,
    refresh: (): Promise<ReleaseState> => {
      running ??= refreshNow().finally(() => {
        running = null
      })
      return running
    },
  }
}
