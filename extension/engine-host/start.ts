import { watchPower } from '#core/adapters/browser'
import { closePeerConnections } from '#core/base'
import type { EngineAnswer } from '../engine-link/answer.ts'
import type { LinkedEngine } from '../engine-link/calls.ts'
import type { EngineMessage } from '../engine-link/engine-message.ts'
import { serveEngine } from '../engine-link/serve.ts'
import { sendMessage } from '../messaging/protocol.ts'
import { tellChanged } from './changes.ts'
import { createHeartbeat } from './heartbeat.ts'
import { limitConnections } from './limit-connections.ts'

const RECORDING = new Set(['noteOffered', 'noteOpened', 'rateAid', 'reportAid'])

interface HostedEngine {
  engine: LinkedEngine
  /** loads the model, and embeds what the release holds, ahead of the first page and the first search */
  warm(): Promise<void>
}

/**
 * Keeps the engine up to date, narrows this document's connections, and answers calls to the engine.
 *
 * @param warmAt when the model is loaded: at once where this document stays, with the first call where it is soon suspended,
 *   so that a heartbeat alone does not load it
 */
export function startEngineHost(
  { engine, warm }: HostedEngine,
  { warmAt = 'start' }: { warmAt?: 'start' | 'first-call' } = {},
): (call: EngineMessage) => Promise<EngineAnswer> {
  closePeerConnections(globalThis)
  const serve = serveEngine(engine)
  void watchPower((power) => void engine.notePower(power))
  let version: number | null = null
  /** An open page may show a tip on what a newer release took away. */
  const tellRelease = async () => {
    const now = (await engine.release()).version
    if (version !== null && version !== now) await sendMessage('release-changed', null)
    version = now
  }
  const changed = () => {
    tellChanged()
    void tellRelease().catch(() => {})
  }
  const heartbeat = createHeartbeat({ engine, random: Math.random, changed })
  let isWarm = false
  const narrow = async () => {
    const me = await engine.me()
    if (me) limitConnections(me.server)
    return me !== null
  }
  const warmUp = () => {
    if (isWarm) return
    isWarm = true
    // a model that does not load is said where it is used; rules and words work without it
    warm().then(tellChanged, () => {})
  }
  // narrowed before the first request of this document
  const narrowed = narrow().catch(() => false)
  void narrowed.then((isEnrolled) => {
    heartbeat.start()
    if (isEnrolled && warmAt === 'start') warmUp()
  })

  return async (call) => {
    const answer = await serve(call)
    if (!answer.ok) return answer
    if (RECORDING.has(call.method)) heartbeat.syncSoon()
    if (call.method === 'enrol') await narrow()
    if (['enrol', 'signOut', 'refresh', 'sync'].includes(call.method)) changed()
    if (call.method === 'enrol' || (warmAt === 'first-call' && (await narrowed))) warmUp()
    return answer
  }
}
