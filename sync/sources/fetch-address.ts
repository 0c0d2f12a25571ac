import { lookup } from 'node:dns/promises'
import type { IncomingMessage } from 'node:http'
import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import { AppError } from '#core/base'
import type { SourceHosts } from '#core/knowledge'
import { isPrivateAddress } from './private-address.ts'
import { MAX_FILE_BYTES } from './reading/limits.ts'

export interface Fetched {
  state: 'fetched'
  bytes: Uint8Array
  etag: string | null
  /** as sent, without parameters: `text/html` */
  contentType: string
  /** where it came from in the end */
  url: URL
}
export interface FetchOptions {
  hosts: SourceHosts['hosts']
  /** of the last answer: an unchanged page is not sent again */
  etag?: string | null
  timeoutMs?: number
  maxBytes?: number
  /** how a name becomes addresses */
  resolve?: (host: string) => Promise<{ address: string; family: number }[]>
}

const MAX_REDIRECTS = 5
const TIMEOUT_MS = 30_000

/**
 * Reads an address of the allow-list. The name is resolved once and the connection goes to that very address, so that a name which
 * answers differently a moment later leads nowhere else; each redirect is checked as if it had been asked for. A private or loopback
 * address is reached only where the list names its host as private, and only there is http without TLS allowed.
 *
 * @throws {AppError} `refused` with the reason: not on the list, private, too large, too slow, not found
 */
export async function fetchAddress(address: string, options: FetchOptions): Promise<Fetched | { state: 'same' }> {
  const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS)
  let url = new URL(address)
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const { target, family } = await allowedTarget(url, options)
    const reply = await ask(url, target, family, options, signal)
    const status = reply.statusCode ?? 0
    if (status === 304) {
      reply.destroy()
      return { state: 'same' }
    }
    if ([301, 302, 303, 307, 308].includes(status)) {
      reply.destroy()
      url = nextUrl(reply.headers.location, url)
      continue
    }
    if (status !== 200) {
      reply.destroy()
      throw new AppError('refused', `${url.href} answered ${status}; see whether the page is still there.`)
    }
    const contentType = (reply.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
    const bytes = await bodyOf(reply, url, options.maxBytes ?? MAX_FILE_BYTES, signal)
    return { state: 'fetched', bytes, etag: reply.headers.etag ?? null, contentType, url }
  }
  throw new AppError('refused', `${address} sends on more than ${MAX_REDIRECTS} times.`)
}

function nextUrl(location: string | undefined, from: URL): URL {
  if (location && URL.canParse(location, from)) return new URL(location, from)
  throw new AppError('refused', `${from.href} sends on to nowhere.`)
}

/** Says by name why an address may not be read. @throws {AppError} `refused` */
async function allowedTarget(url: URL, { hosts, resolve = resolveHost }: FetchOptions) {
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase()
  const allowed = hosts.find((entry) => entry.host.replace(/^\[|\]$/g, '') === host)
  if (!allowed)
    throw new AppError('refused', `${host} is not on the list of hosts to read from; ask your administrator.`)
  const isPlain = url.protocol === 'http:' && allowed.private
  if (url.protocol !== 'https:' && !isPlain) throw new AppError('refused', `${url.href} is not an https address.`)
  if (url.username || url.password) throw new AppError('refused', 'An address with a password in it is not read.')
  if (url.port !== '' && !allowed.private) throw new AppError('refused', `${url.host} names a port of its own.`)
  const found = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolve(host)
  const [first] = found
  if (!first) throw new AppError('refused', `${host} cannot be found.`)
  // one public address beside a private one is how a name is bent: all must be public
  if (!allowed.private && found.some((each) => isPrivateAddress(each.address)))
    throw new AppError('refused', `${host} leads into a private network; its host must be allowed as private first.`)
  return { target: first.address, family: first.family }
}

async function resolveHost(host: string) {
  try {
    return await lookup(host, { all: true, verbatim: true })
  } catch {
    return []
  }
}

function ask(
  url: URL,
  target: string,
  family: number,
  { etag }: FetchOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? https.request : http.request
  return new Promise((resolve, reject) => {
    const failed = (cause: Error) =>
      reject(
        signal.aborted
          ? new AppError('refused', `${url.host} took too long to answer.`, cause)
          : new AppError('refused', `${url.host} does not answer: ${cause.message}`, cause),
      )
    request(
      url,
      {
        agent: false,
        signal,
        headers: {
          'user-agent': 'Handrail (reads documents for its organisation)',
          accept:
            'text/html, text/markdown, application/pdf, application/vnd.openxmlformats-officedocument.*, */*;q=0.1',
          'accept-encoding': 'identity',
          ...(etag ? { 'if-none-match': etag } : {}),
        },
        // the checked address, whatever the name would say now
        lookup: (_host, lookupOptions, done) =>
          lookupOptions.all ? done(null, [{ address: target, family }]) : done(null, target, family),
      },
      resolve,
    )
      .once('error', failed)
      .end()
  })
}

async function bodyOf(reply: IncomingMessage, url: URL, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
  const encoding = reply.headers['content-encoding'] ?? 'identity'
  const tooLarge = () =>
    new AppError('refused', `${url.href} is larger than ${Math.round(maxBytes / 1024 / 1024)} MiB.`)
  try {
    if (encoding !== 'identity') throw new AppError('refused', `${url.host} sends packed what was asked for plain.`)
    if (Number(reply.headers['content-length'] ?? 0) > maxBytes) throw tooLarge()
    const chunks: Buffer[] = []
    let sizeBytes = 0
    for await (const chunk of reply) {
      sizeBytes += chunk.length
      if (sizeBytes > maxBytes) throw tooLarge()
      chunks.push(chunk)
    }
    return new Uint8Array(Buffer.concat(chunks))
  } catch (error) {
    reply.destroy()
    if (error instanceof AppError) throw error
    const why = signal.aborted ? 'took too long to send it' : 'broke off'
    throw new AppError('refused', `${url.host} ${why}; try again.`, error)
  }
}

const extensionByType = new Map([
  ['text/html', 'html'],
  ['application/xhtml+xml', 'html'],
  ['text/markdown', 'md'],
  ['application/pdf', 'pdf'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
])

/** The path an address has as a document: `https://docs.example.org/travel/` is `docs.example.org/travel/index.html`. */
export function addressPath(address: string, contentType: string): string {
  const { hostname, pathname, search } = new URL(address)
  const clean = `${hostname}${readable(pathname.endsWith('/') ? `${pathname}index` : pathname)}${search}`
  const extension = extensionByType.get(contentType)
  return !extension || clean.toLowerCase().endsWith(`.${extension}`) ? clean : `${clean}.${extension}`
}

/** As a person would write it; what is no UTF-8 stays as it came. */
function readable(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}
