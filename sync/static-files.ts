import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { Readable } from 'node:stream'
import type { Context, Hono } from 'hono'
import type { AppEnv } from './identity.ts'

export interface StaticFolders {
  /** the built PWA; every unknown path without an extension is its `index.html` */
  pwa: string
  /** under `/model/` */
  model: string
  /** the inference runtime's wasm files, under `/ort/` */
  ort: string
}

/** The PWA's pages run their own files and nothing else; `wasm-unsafe-eval` is for the embedding model. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.onnx': 'application/octet-stream',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/** Mounts what is built: call it last, its fallback takes every page path. */
export function serveStatic(app: Hono<AppEnv>, folders: StaticFolders): void {
  app.get(
    '/model/*',
    async (c) => (await sendFile(c, folders.model, c.req.path.slice('/model'.length))) ?? c.notFound(),
  )
  app.get('/ort/*', async (c) => (await sendFile(c, folders.ort, c.req.path.slice('/ort'.length))) ?? c.notFound())
  app.get('*', async (c) => {
    const { path } = c.req
    if (path === '/v1' || path.startsWith('/v1/')) return c.notFound()
    const found = path === '/' ? null : await sendFile(c, folders.pwa, path)
    if (found) return found
    return (extname(path) === '' ? await sendFile(c, folders.pwa, '/index.html') : null) ?? c.notFound()
  })
}

async function sendFile(c: Context<AppEnv>, root: string, path: string): Promise<Response | null> {
  const file = fileIn(root, path)
  const info = file === null ? null : await stat(file).catch(() => null)
  if (file === null || !info?.isFile()) return null
  const etag = `"${info.size.toString(16)}-${Math.round(info.mtimeMs).toString(16)}"`
  const headers = {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'cache-control': isImmutable(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag,
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  }
  if (c.req.header('if-none-match') === etag) return new Response(null, { status: 304, headers })
  const withLength = { ...headers, 'content-length': String(info.size) }
  if (c.req.method === 'HEAD') return new Response(null, { headers: withLength })
  return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>, { headers: withLength })
}

/** Built files carry a hash in their name; the page that names them, the model and the runtime do not. */
const isImmutable = (path: string): boolean => path.startsWith('/assets/')

function fileIn(root: string, path: string): string | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(path)
  } catch {
    return null
  }
  if (decoded.includes('\0') || decoded.split('/').some((part) => part.startsWith('.'))) return null
  const file = normalize(join(root, decoded))
  return file.startsWith(normalize(root) + sep) ? file : null
}
