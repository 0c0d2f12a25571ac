import { expose } from 'comlink'
import type { Engine } from '../core/engine-api.ts'
import { CHANNEL, type EngineNews, type EngineWorker, type ModelState } from './engine-messages.ts'
import { faultOf } from './fault.ts'

/** What changes what a screen shows; reads change nothing. */
const changing: ReadonlySet<string> = new Set<keyof Engine>([
  'enrol',
  'signOut',
  'refresh',
  'sync',
  'noteOffered',
  'noteOpened',
  'rateAid',
  'reportAid',
  'contestAnswer',
  'startAttempt',
  'answer',
  'remedialDone',
  'requestSigningKey',
  'withdrawSigningKey',
  'approve',
  'signRelease',
  'searchEnded',
  'shareUnanswered',
  'addQuestion',
  'removeQuestion',
])
/** What leaves something to send. */
const recording: ReadonlySet<string> = new Set<keyof Engine>([
  'noteOffered',
  'noteOpened',
  'rateAid',
  'reportAid',
  'contestAnswer',
  'startAttempt',
  'answer',
  'remedialDone',
  'shareUnanswered',
])

export interface ServeOptions {
  engine: Engine
  /** loads the embedding model; rejects when it cannot be had now */
  warm(): Promise<void>
  /** asks for a sync soon; many asks become one */
  syncSoon(): void
}

/** Puts the engine on the worker's port, and tells every tab when what it holds has changed. */
export function serveEngine({ engine, warm, syncSoon }: ServeOptions): { changed(): void } {
  const channel = new BroadcastChannel(CHANNEL)
  const tell = (news: EngineNews) => channel.postMessage(news)
  const methods = new Map(Object.entries(engine))
  let model: ModelState = 'absent'
  const changed = () => tell({ news: 'changed' })

  const become = (state: ModelState) => {
    model = state
    tell({ news: 'model', state })
  }
  const worker: EngineWorker = {
    async run(method, args) {
      const call = methods.get(method)
      if (!call) return { fault: { code: 'bad-input', message: `The engine has no "${method}".` } }
      try {
        const value: unknown = await Reflect.apply(call, engine, args)
        if (recording.has(method)) syncSoon()
        if (changing.has(method)) changed()
        return { value }
      } catch (error) {
        return { fault: faultOf(error) }
      }
    },
    async warmModel() {
      if (model === 'loading' || model === 'ready') return tell({ news: 'model', state: model })
      become('loading')
      await warm().then(
        () => become('ready'),
        () => become('failed'),
      )
    },
  }
  expose(worker)
  return { changed }
}
