import { createServer, request as forward } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface SeenRequest {
  method: string
  /** with its query */
  path: string
  headers: string
  body: Buffer
  receivedBytes: number
}

/** Stands before a server on an address of its own, passes everything on unchanged and writes it down. */
export async function recordingProxy(target: string) {
  const seen: SeenRequest[] = []
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = []
    incoming.on('data', (part: Buffer) => parts.push(part))
    incoming.on('end', () => {
      const body = Buffer.concat(parts)
      const { method = '', url: path = '', headers } = incoming
      const entry: SeenRequest = { method, path, headers: JSON.stringify(headers), body, receivedBytes: 0 }
      seen.push(entry)
      const passed = forward(target + path, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.on('data', (part: Buffer) => {
          entry.receivedBytes += part.length
        })
        answer.pipe(outgoing)
      })
      passed.on('error', () => outgoing.destroy())
      passed.end(body)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}
