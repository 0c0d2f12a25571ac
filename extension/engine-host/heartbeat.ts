import type { LinkedEngine } from '../engine-link/calls.ts'

const REFRESH_MS = 45_000
const SYNC_MS = 60_000
/** Several events of one moment go together. */
const AFTER_EVENT_MS = 1_500

interface HeartbeatDeps {
  engine: Pick<LinkedEngine, 'me' | 'refresh' | 'sync'>
  /** uniform in [0, 1); spreads an organisation's devices over time */
  random(): number
  /** something may have changed on the screen */
  changed(): void
}

/**
 * Looks for a newer release every 45 s (+/- 20 %) and syncs every minute, for as long as the browser is awake. A failed
 * try is no matter: the engine keeps why, and the next beat tries again.
 */
export function createHeartbeat({ engine, random, changed }: HeartbeatDeps) {
  const quietly = async (work: () => Promise<unknown>) => {
    if ((await engine.me().catch(() => null)) === null) return
    await work().catch(() => {})
    changed()
  }
  const every = (ms: number, work: () => Promise<unknown>) => {
    setTimeout(() => void quietly(work).finally(() => every(ms, work)), ms * (0.8 + random() * 0.4))
  }
  let soon: ReturnType<typeof setTimeout> | undefined

  const beat = () => void quietly(engine.refresh).then(() => quietly(engine.sync))
  return {
    start() {
      beat()
      every(REFRESH_MS, engine.refresh)
      every(SYNC_MS, engine.sync)
    },
    beat,
    /** after an event was recorded */
    syncSoon() {
      clearTimeout(soon)
      soon = setTimeout(() => void quietly(engine.sync), AFTER_EVENT_MS)
    },
  }
}
