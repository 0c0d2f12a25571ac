import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a request to the endpoint said. */
export interface AskedPart {
  path: string
  authorization: string | undefined
  /** as it was received */
  body: string
  about: string
  passages: { number: number; text: string }[]
}
export interface Line {
  text: string
  second: string
  sources: number[]
}

/** How it behaves towards one request: lines to answer with, or a way to fail. */
export type Manner =
  | { lines: Line[] }
  | { content: string; finish?: string }
  | { status: number; headers?: Record<string, string> }
  | 'stalls'
  | 'breaks off'
  | 'no json'
  | 'too long'

/**
 * A stand-in for an endpoint that speaks chat completions: a real server on this machine, which answers as it is told. Everything
 * that reaches it is kept, so that a test can say what left.
 */
export async function startModelEndpoint(manner: (part: AskedPart, nth: number) => Manner) {
  const asked: AskedPart[] = []
  const open = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    open.add(response)
    response.once('close', () => open.delete(response))
    void read(request).then((body) => {
      const part = partOf(request, body)
      asked.push(part)
      answer(response, manner(part, asked.length - 1))
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: new URL(`http://127.0.0.1:${port}/v1`),
    asked,
    async close() {
      for (const response of open) response.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}
export type StandInModel = Awaited<ReturnType<typeof startModelEndpoint>>

async function read(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const part of request) body += part
  return body
}

function partOf(request: IncomingMessage, body: string): AskedPart {
  const sent = JSON.parse(body) as { messages: { content: string }[] }
  const input = JSON.parse(sent.messages[1]?.content ?? '{}') as Pick<AskedPart, 'about' | 'passages'>
  return {
    path: request.url ?? '',
    authorization: request.headers.authorization,
    body,
    about: input.about,
    passages: input.passages,
  }
}

function answer(response: ServerResponse, manner: Manner): void {
  if (manner === 'stalls') return
  if (manner === 'breaks off') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
    response.write('{"choices":[{"mess')
    setTimeout(() => response.destroy(), 20)
    return
  }
  if (manner === 'no json') return void response.end('<html>Bad gateway</html>')
  if (manner === 'too long') return void response.end(JSON.stringify({ choices: [], padding: 'x'.repeat(400_000) }))
  if ('status' in manner) {
    response.writeHead(manner.status, manner.headers)
    return void response.end('{"error":"no"}')
  }
  const content = 'lines' in manner ? JSON.stringify({ lines: manner.lines }) : manner.content
  const finish_reason = 'content' in manner ? (manner.finish ?? 'stop') : 'stop'
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ choices: [{ finish_reason, message: { role: 'assistant', content } }] }))
}

/** An honest model: says the passages' sentences again, each with its source. */
export const honest = ({ passages }: AskedPart): Manner => ({
  lines: passages.flatMap(({ number, text }) =>
    text
      .split(/(?<=[.!?])\s+|\n/)
      .filter((sentence) => sentence.split(' ').length > 3)
      .slice(0, 4)
      .map((sentence) => ({ text: sentence.trim(), second: '', sources: [number] })),
  ),
})
