import type * as v from 'valibot'
import { browser } from 'wxt/browser'
import { AppError, parse } from '#core/base'
import { createBrake } from './brake.ts'
import { type MessageName, onMessage, type Protocol } from './protocol.ts'
import { type MessageSender, requireSender, type Sender } from './senders.ts'

type Answer<N extends MessageName> = ReturnType<Protocol[N]> | Promise<ReturnType<Protocol[N]>>

const self = () => ({ id: browser.runtime.id, origin: new URL(browser.runtime.getURL('/')).href.slice(0, -1) })

const brake = createBrake({ nowMs: Date.now })

/**
 * Answers one kind of message: first who sent it and how often, then what it looks like, then the handler, all in the same task, so
 * that a handler may still use the click that caused the message.
 */
export function receive<N extends MessageName, S extends v.GenericSchema>(
  name: N,
  schema: S,
  handler: (data: v.InferOutput<S>, sender: MessageSender, who: Sender) => Answer<N>,
): void {
  onMessage(name, (message) => {
    const sender = message.sender as MessageSender
    const who = requireSender(name, sender, self())
    if (who === 'tool' && !brake(sender.tab?.id ?? -1))
      throw new AppError('too-many', `The page says too much; "${name}" was not heard. Wait a moment.`)
    return handler(parse(schema, message.data, `message "${name}"`), sender, who)
  })
}
