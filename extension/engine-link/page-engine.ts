import { newId } from '#core/base'
import { sendMessage } from '../messaging/protocol.ts'
import { createEngineClient } from './client.ts'

/**
 * The engine as our own pages reach it: straight to its host, past the background, which the browser may end at any
 * time. Without a host the background makes one, and the call is made again: it carries its own id.
 */
export const engine = createEngineClient(async (method, args) => {
  try {
    return await sendMessage('engine', { method, args })
  } catch {
    await sendMessage('wake-engine', null)
    return sendMessage('engine', { method, args })
  }
})

/** Made where the intent arises, once; a second try carries the same one. */
export const newEventId = (): string =>
  newId({ nowMs: Date.now, randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)) })
