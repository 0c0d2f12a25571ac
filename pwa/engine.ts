import type { Remote } from 'comlink'
import { AppError } from '#core/base'
import type { Engine } from '../core/engine-api.ts'
import { hostEngine } from './engine-host.ts'
import {
  CHANNEL,
  type EngineCall,
  type EngineNews,
  type EngineWorker,
  onMessage,
  type Reply,
} from './engine-messages.ts'

/** A frozen tab cannot answer for the engine it hosts; after this long without a sign a visible tab takes over. */
const SILENCE_MS = 4_000

interface Pending {
  message: EngineCall
  taken: boolean
  settle(reply: Reply): void
}

export interface EngineClient {
  engine: Engine
  /** news of this browser's engine, whichever tab hosts it; ends with the signal */
  listen(heard: (news: EngineNews) => void, signal: AbortSignal): void
  warmModel(): void
}

/**
 * The engine as a tab sees it: calls go to the worker if this tab hosts it, else over the channel to the tab that does.
 * A call in flight when the host changes is made again; its ids were made by the caller, so nothing is recorded twice.
 */
export function createEngineClient(deps: { startWorker(): Worker; newCallId(): string }): EngineClient {
  const channel = new BroadcastChannel(CHANNEL)
  const pending = new Map<string, Pending>()
  let worker: Remote<EngineWorker> | undefined

  function send({ message }: Pending) {
    if (!worker) return channel.postMessage(message)
    worker.run(message.method, message.args).then((reply) => answered(message.call, reply))
  }
  function answered(call: string, reply: Reply) {
    pending.get(call)?.settle(reply)
    pending.delete(call)
  }
  function resend() {
    for (const call of pending.values()) {
      call.taken = false
      send(call)
    }
  }
  function host(steal: boolean) {
    const began = (remote: Remote<EngineWorker>) => {
      worker = remote
      resend()
    }
    const ended = () => {
      worker = undefined
    }
    hostEngine({ channel, startWorker: deps.startWorker, began, ended }, { steal })
  }
  function takeOverFromSilence() {
    const ignored = [...pending.values()].some((call) => !call.taken)
    if (ignored && !worker && document.visibilityState === 'visible') host(true)
  }

  onMessage(channel, (message) => {
    if ('answered' in message) answered(message.answered, message.reply)
    else if ('taken' in message) markTaken(pending.get(message.taken))
    else if ('news' in message && message.news === 'host') resend()
  })
  document.addEventListener('visibilitychange', () => setTimeout(takeOverFromSilence, SILENCE_MS))
  host(false)

  const call = (method: string, args: unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      const settle = (reply: Reply) =>
        'fault' in reply ? reject(new AppError(reply.fault.code, reply.fault.message)) : resolve(reply.value)
      const entry: Pending = { message: { call: deps.newCallId(), method, args }, taken: false, settle }
      pending.set(entry.message.call, entry)
      send(entry)
      setTimeout(takeOverFromSilence, SILENCE_MS)
    })

  return {
    engine: new Proxy({} as Engine, {
      get:
        (_, method) =>
        (...args: unknown[]) =>
          call(String(method), args),
    }),
    listen: (heard, signal) => onMessage(channel, (message) => 'news' in message && heard(message), signal),
    warmModel: () => void worker?.warmModel(),
  }
}

function markTaken(call: Pending | undefined) {
  if (call) call.taken = true
}
