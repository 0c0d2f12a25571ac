import { newId } from '#core/base'
import { sendMessage } from '../messaging/protocol.ts'
import { createEngineClient } from './client.ts'

/** Between one try and the next, ms: host and background may be ended in one moment, and again while they start. */
const RETRY_MS = [0, 300, 1_000]

/**
 * The engine as our own pages reach it: straight to its host, past the background, which the browser may end at any
 * time. Without a host the background makes one, and the call is made again: it carries its own id.
 */
export const engine = createEngineClient(async (method, args) => {
  for (const waitMs of RETRY_MS) {
    const answer = await sendMessage('engine', { method, args }).catch(() => null)
    if (answer) return answer
    await new Promise((done) => setTimeout(done, waitMs))
    await sendMessage('wake-engine', null).catch(() => {})
  }
  return sendMessage('engine', { method, args })
})

/** Made where the intent arises, once; a second try carries the same one. */
export const newEventId = (): string =>
  newId({ nowMs: Date.now, randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)) })
