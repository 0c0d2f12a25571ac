import { connect, type Socket } from 'node:net'

/** One page, or the browser itself, as Firefox's own remote control sees it. */
export interface Marionette {
  /** @throws {Error} Firefox's error and message, or after a minute */
  send(command: string, parameters?: Record<string, unknown>): Promise<unknown>
  /** what belongs together and must not be interleaved: there is one tab in front */
  turn<T>(work: () => Promise<T>): Promise<T>
  close(): void
}

const ANSWER_MS = 60_000

/**
 * Speaks to Firefox started with `--marionette`: messages of JSON, each with its length in bytes before it, answered by number
 * (firefox-source-docs, Marionette protocol 3).
 */
export async function connectMarionette(port: number): Promise<Marionette> {
  const socket = connect(port, '127.0.0.1')
  const waiting = new Map<number, { done(value: unknown): void; failed(error: Error): void }>()
  let last = 0
  let before: Promise<unknown> = Promise.resolve()
  const hello = new Promise<void>((greeted, refused) => {
    socket.once('error', refused)
    read(socket, (message) => {
      if (!Array.isArray(message)) return greeted()
      const [, id, error, value] = message as [number, number, { error: string; message: string } | null, unknown]
      const call = waiting.get(id)
      waiting.delete(id)
      if (error) call?.failed(new Error(`${error.error}: ${error.message}`))
      else call?.done(value)
    })
  })
  socket.on('close', () => {
    for (const { failed } of waiting.values()) failed(new Error('Firefox closed the connection'))
    waiting.clear()
  })
  await hello
  return {
    send(command, parameters = {}) {
      last += 1
      const id = last
      const text = JSON.stringify([0, id, command, parameters])
      socket.write(`${Buffer.byteLength(text)}:${text}`)
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => failed(new Error(`${command} was not answered`)), ANSWER_MS)
        const done = (value: unknown) => {
          clearTimeout(late)
          resolve(value)
        }
        const failed = (error: Error) => {
          clearTimeout(late)
          waiting.delete(id)
          reject(error)
        }
        waiting.set(id, { done, failed })
      })
    },
    turn(work) {
      const mine = before.then(work)
      before = mine.catch(() => {})
      return mine
    },
    close: () => void socket.destroy(),
  }
}

function read(socket: Socket, take: (message: unknown) => void): void {
  let rest = Buffer.alloc(0)
  socket.on('data', (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes])
    for (;;) {
      const colon = rest.indexOf(':')
      if (colon < 0) return
      const end = colon + 1 + Number(rest.subarray(0, colon).toString())
      if (rest.length < end) return
      const text = rest.subarray(colon + 1, end).toString()
      rest = rest.subarray(end)
      take(JSON.parse(text))
    }
  })
}
