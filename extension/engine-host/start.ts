import * as v from 'valibot'
import { watchPower } from '#core/adapters/browser'
import type { LinkedEngine } from '../engine-link/calls.ts'
import { serveEngine } from '../engine-link/serve.ts'
import { receive } from '../messaging/receive.ts'
import { tellChanged } from './changes.ts'
import { createHeartbeat } from './heartbeat.ts'
import { limitConnections } from './limit-connections.ts'

const Call = v.object({
  method: v.pipe(v.string(), v.maxLength(40)),
  args: v.pipe(v.array(v.unknown()), v.maxLength(5)),
})
const RECORDING = new Set(['noteOffered', 'noteOpened', 'rateAid'])

interface HostedEngine {
  engine: LinkedEngine
  /** loads the model, and embeds what the release holds, ahead of the first page and the first search */
  warm(): Promise<void>
}

/** Answers our own pages' calls to the engine, keeps it up to date, and narrows this document's connections. */
export function startEngineHost({ engine, warm }: HostedEngine): void {
  const serve = serveEngine(engine)
  void watchPower((power) => void engine.notePower(power))
  const heartbeat = createHeartbeat({ engine, random: Math.random, changed: tellChanged })
  const narrow = async () => {
    const me = await engine.me()
    if (!me) return
    limitConnections(me.server)
    // a model that does not load is said where it is used; rules and words work without it
    warm().then(tellChanged, () => {})
  }

  receive('engine', Call, async (call) => {
    const answer = await serve(call)
    if (!answer.ok) return answer
    if (RECORDING.has(call.method)) heartbeat.syncSoon()
    if (call.method === 'enrol') await narrow()
    if (['enrol', 'signOut', 'refresh', 'sync'].includes(call.method)) tellChanged()
    return answer
  })
  // narrowed before the first request of this document
  narrow().then(heartbeat.start, heartbeat.start)
}
