import * as v from 'valibot'
import { AppError, parse, parseJson, type Transport, textOf, utf8 } from '#core/base'
import type { RequestLedger } from '#core/ledger'

export interface HttpTransportOptions {
  /** scheme, host and port of the organisation's server; '' for the page's own */
  origin: string
  credential?: string
  /** where each request is written down before it is sent; an operator's own tools keep none */
  ledger?: RequestLedger
  fetch?(request: Request): Promise<Response>
  /** for a whole request including its body */
  timeoutMs?: number
  /** largest JSON reply taken, in bytes */
  maxJsonBytes?: number
}

const ErrorReply = v.object({
  code: v.pipe(v.string(), v.maxLength(60)),
  message: v.pipe(v.string(), v.maxLength(2000)),
})

/**
 * Transport over fetch. What is not our server's answer (a captive portal's page, a proxy's error) counts as `offline`;
 * its own refusals come with their code, and with `{ retryAfterMs }` as cause when it says when to come back.
 */
export function createHttpTransport(options: HttpTransportOptions): Transport {
  const { origin, credential, ledger, timeoutMs = 15_000, maxJsonBytes = 4 * 1024 * 1024 } = options
  const send = options.fetch ?? ((request: Request) => fetch(request))

  async function call(path: string, init: Init, maxBytes: number, signal?: AbortSignal): Promise<Uint8Array> {
    signal?.throwIfAborted()
    const { method } = init
    const end = await ledger?.begin({ method, path, sentBytes: utf8(init.body ?? '').length })
    const meter = { receivedBytes: 0 }
    const ended = (outcome: 'ok' | 'refused' | 'no-answer' | 'stopped') => void end?.({ outcome, ...meter })
    const limit = deadline(timeoutMs, signal)
    try {
      // raced: a body that stalls must end in time also where the runtime forgets to tell it
      const bytes = await Promise.race([answer(request(path, init, limit.signal), maxBytes, meter), limit.passed])
      ended('ok')
      return bytes
    } catch (cause) {
      if (signal?.aborted) {
        ended('stopped')
        throw signal.reason
      }
      const error = cause instanceof AppError ? cause : offline('no connection', cause)
      ended(error.code === 'offline' ? 'no-answer' : 'refused')
      throw error
    } finally {
      limit.clear()
    }
  }

  async function answer(request: Request, maxBytes: number, meter: Meter): Promise<Uint8Array> {
    const response = await send(request)
    if (!response.ok) throw await refusal(response, meter)
    if (request.headers.get('accept') === json) requireJson(response)
    return await readCapped(response, maxBytes, meter)
  }

  function request(path: string, init: Init, signal: AbortSignal): Request {
    const base = origin === '' ? globalThis.location.origin : origin
    const headers = { ...init.headers }
    if (credential !== undefined) headers.authorization = `Bearer ${credential}`
    // no cookies, no cache, no following elsewhere: the credential goes to this origin only
    return new Request(new URL(path, base), {
      ...init,
      headers,
      signal,
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
    })
  }

  const jsonOf = (bytes: Uint8Array): unknown => parseJson(v.unknown(), textOf(bytes, 'reply'), 'reply')
  return {
    getBytes: (path, { maxBytes, signal }) =>
      call(path, { method: 'GET', headers: { accept: '*/*' } }, maxBytes, signal),
    getJson: async (path, { signal } = {}) =>
      jsonOf(await call(path, { method: 'GET', headers: { accept: json } }, maxJsonBytes, signal)),
    postJson: async (path, body, { signal } = {}) => {
      const headers = { accept: json, 'content-type': json }
      return jsonOf(await call(path, { method: 'POST', headers, body: JSON.stringify(body) }, maxJsonBytes, signal))
    },
    deleteJson: async (path, { signal } = {}) =>
      jsonOf(await call(path, { method: 'DELETE', headers: { accept: json } }, maxJsonBytes, signal)),
  }
}

const json = 'application/json'
interface Init {
  method: 'GET' | 'POST' | 'DELETE'
  headers: Record<string, string>
  body?: string
}
/** what was read of the answer's body so far, also of one that is then given up */
interface Meter {
  receivedBytes: number
}
const offline = (why: string, cause?: unknown) =>
  new AppError('offline', `The organisation's server cannot be reached (${why}); it will be tried again.`, cause)

/** One time limit for connecting, waiting and reading, joined with the caller's own signal. */
function deadline(timeoutMs: number, outer?: AbortSignal) {
  const controller = new AbortController()
  const stop = () => controller.abort(outer?.reason)
  const timer = setTimeout(() => controller.abort(offline(`no answer within ${timeoutMs / 1000} s`)), timeoutMs)
  if (outer?.aborted) stop()
  else outer?.addEventListener('abort', stop, { once: true })
  const { signal } = controller
  const passed = new Promise<never>((_, fail) => {
    if (signal.aborted) fail(signal.reason)
    else signal.addEventListener('abort', () => fail(signal.reason), { once: true })
  })
  passed.catch(() => {})
  const clear = () => {
    clearTimeout(timer)
    outer?.removeEventListener('abort', stop)
  }
  return { signal, passed, clear }
}

function requireJson(response: Response): void {
  if (!response.headers.get('content-type')?.startsWith(json)) throw offline('something else answered in its place')
}

async function refusal(response: Response, meter: Meter): Promise<AppError> {
  requireJson(response)
  const bytes = await readCapped(response, 64 * 1024, meter)
  let told: v.InferOutput<typeof ErrorReply>
  try {
    told = parse(ErrorReply, JSON.parse(textOf(bytes, 'reply')), 'error reply')
  } catch (cause) {
    return offline('something else answered in its place', cause)
  }
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return new AppError(told.code, told.message, Number.isFinite(seconds) ? { retryAfterMs: seconds * 1000 } : undefined)
}

/** Reads while counting, so that an endless body ends at the cap and not in memory. */
async function readCapped(response: Response, maxBytes: number, meter: Meter): Promise<Uint8Array> {
  const tooLarge = () => new AppError('too-large', `The server sent more than ${maxBytes} bytes; nothing was taken.`)
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    await response.body?.cancel()
    throw tooLarge()
  }
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = response.body?.getReader()
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.length
    meter.receivedBytes = size
    if (size > maxBytes) {
      await reader?.cancel()
      throw tooLarge()
    }
    chunks.push(part.value)
  }
  const all = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}
