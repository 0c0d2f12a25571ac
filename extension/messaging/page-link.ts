import { browser } from 'wxt/browser'
import type { MessageName, Protocol } from './protocol.ts'

/**
 * `protocol.ts` as the page script speaks it: the same messages and answers, without what it does not need, because each line of
 * it is read anew on every page a person opens.
 */
type Data<N extends MessageName> = Parameters<Protocol[N]>[0]
type Answer<N extends MessageName> = Awaited<ReturnType<Protocol[N]>>

/** @returns null where nobody answers, or with a fault: the caller asks again or lets it be */
export async function say<N extends MessageName>(type: N, data: Data<N>): Promise<Answer<N> | null> {
  const message = { id: 0, type, data, timestamp: 0 }
  const answer: { res?: Answer<N>; err?: unknown } | null = await browser.runtime.sendMessage(message).catch(() => null)
  return answer && !answer.err ? (answer.res ?? null) : null
}

type Heard = { [N in MessageName]?: () => Answer<N> }

/** Answers messages from the rest of the extension, each at once, until the signal ends. */
export function hear(handlers: Heard, signal: AbortSignal): void {
  const { onMessage } = browser.runtime
  const listener = ({ type }: { type: MessageName }, _: unknown, answer: (reply: object) => void): void => {
    const handler = handlers[type]
    if (handler) answer({ res: handler() })
  }
  onMessage.addListener(listener)
  signal.addEventListener('abort', () => onMessage.removeListener(listener))
}
