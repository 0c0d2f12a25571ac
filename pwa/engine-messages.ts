import * as v from 'valibot'

/** The channel of this browser's tabs; the engine's worker speaks on it too. */
export const CHANNEL = 'handrail-engine'
/** Held for as long as a tab hosts the engine. */
export const HOST_LOCK = 'handrail-engine'
/** Held while sync runs, whoever hosts the engine. */
export const SYNC_LOCK = 'handrail-sync'
/** Shared; held by each tab that has an attempt open: no update is applied meanwhile. */
export const ATTEMPT_LOCK = 'handrail-attempt'

export type ModelState = 'absent' | 'loading' | 'ready' | 'failed'

const Reply = v.union([
  v.object({ fault: v.object({ code: v.string(), message: v.string() }) }),
  v.object({ value: v.unknown() }),
])
export type Reply = v.InferOutput<typeof Reply>

const Call = v.object({ call: v.string(), method: v.string(), args: v.array(v.unknown()) })
export type EngineCall = v.InferOutput<typeof Call>

/** What an engine tells every tab without being asked. `host`: another tab hosts it now. */
const News = v.variant('news', [
  v.object({ news: v.literal('changed') }),
  v.object({ news: v.literal('host') }),
  v.object({ news: v.literal('model'), state: v.picklist(['absent', 'loading', 'ready', 'failed']) }),
])
export type EngineNews = v.InferOutput<typeof News>

const Message = v.union([News, Call, v.object({ taken: v.string() }), v.object({ answered: v.string(), reply: Reply })])
export type ChannelMessage = v.InferOutput<typeof Message>

/** Hears what fits; a tab with another version of the app may say things this one does not know. */
export function onMessage(
  channel: BroadcastChannel,
  heard: (message: ChannelMessage) => void,
  signal?: AbortSignal,
): void {
  const read = ({ data }: MessageEvent<unknown>) => {
    const message = v.safeParse(Message, data)
    if (message.success) heard(message.output)
  }
  channel.addEventListener('message', read, signal ? { signal } : {})
}

/** What the worker offers to the tab that started it. Faults are values: a thrown error would lose its code on the way. */
export interface EngineWorker {
  run(method: string, args: unknown[]): Promise<Reply>
  /** loads the embedding model ahead of the first search */
  warmModel(): Promise<void>
}
