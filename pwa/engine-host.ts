import { type Remote, wrap } from 'comlink'
import { watchPower } from '#core/adapters/browser'
import { type ChannelMessage, type EngineWorker, HOST_LOCK, onMessage } from './engine-messages.ts'

export interface HostOptions {
  channel: BroadcastChannel
  startWorker(): Worker
  began(worker: Remote<EngineWorker>): void
  ended(): void
}

/**
 * One engine per browser: the tab that holds the lock hosts the worker and answers the others.
 *
 * @param steal take the lock from a host that keeps silent (a frozen tab); its engine ends when it wakes. Two engines
 *   for a moment are harmless: they meet in IndexedDB transactions, and each id records once
 */
export function hostEngine(options: HostOptions, { steal }: { steal: boolean }): void {
  const lost = new AbortController()
  navigator.locks
    .request(HOST_LOCK, { steal }, () => new Promise<never>(() => begin(options, lost.signal)))
    .catch(() => {
      lost.abort()
      options.ended()
      hostEngine(options, { steal: false })
    })
}

function begin({ channel, startWorker, began }: HostOptions, lost: AbortSignal) {
  const worker = startWorker()
  const remote = wrap<EngineWorker>(worker)
  const post = (message: ChannelMessage) => channel.postMessage(message)
  lost.addEventListener('abort', () => worker.terminate())
  const answer = async (message: ChannelMessage) => {
    if (!('call' in message)) return
    post({ taken: message.call })
    post({ answered: message.call, reply: await remote.run(message.method, message.args) })
  }
  onMessage(channel, answer, lost)
  void watchPower((power) => void remote.run('notePower', [power]), lost)
  began(remote)
  post({ news: 'host' })
}
