import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import { AppError } from '#core/base'
import { createDesk } from './desk/desk.ts'

export interface RunningDesk {
  origin: string
  close(): Promise<void>
}

/**
 * Serves the demo desk on an origin of its own.
 *
 * @param port 0 takes any free one
 * @throws {AppError} `port-taken`
 */
export function serveDesk(port: number): Promise<RunningDesk> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: createDesk().fetch, port, hostname: '127.0.0.1' }, (address) => {
      resolve({ origin: `http://127.0.0.1:${address.port}`, close: () => closeNow(server as Server) })
    })
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const sentence = `Port ${port} for the demo desk cannot be used (${cause.code}); choose another with DEMO_PORT.`
      reject(new AppError('port-taken', sentence, cause))
    })
  })
}

/** The desk keeps nothing, so nobody waits for it. */
function closeNow(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
