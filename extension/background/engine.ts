import { createEngineClient } from '../engine-link/client.ts'
import { sendMessage } from '../messaging/protocol.ts'
import { ensureEngineHost } from './offscreen.ts'

/** The engine as the background reaches it: wakes the host first. */
export const engine = createEngineClient(async (method, args) => {
  await ensureEngineHost()
  return sendMessage('engine', { method, args })
})
