import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { AppError } from '#core/base'
import { auditRefusal } from './audit-refusal.ts'
import { errorReply } from './error-reply.ts'
import { type AppEnv, identify } from './identity.ts'
import type { Organisation } from './organisation.ts'
import { routes as ourRoutes, type Routes } from './routes/index.ts'

export interface AppDeps {
  /** what is mounted; the simulation mounts a sync route with a planted bug */
  routes?: Routes
  log?(line: string): void
}

/** Largest body of an ordinary request, of an import by the studio, in bytes. */
export const MAX_BODY_BYTES = 256 * 1024
export const MAX_IMPORT_BYTES = 8 * 1024 * 1024

/**
 * The organisation's API, without a socket: the server listens with it, the command line and tests call it in-process.
 * Each route module names its full paths; who asks is in `c.get('identity')`.
 */
export function createApp(org: Organisation, { routes = ourRoutes, log = () => {} }: AppDeps = {}): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.onError((error, c) => errorReply(error, c, log))
  app.notFound((c) => c.json({ code: 'not-found', message: 'There is nothing at this address.' }, 404))
  app.use('/v1/*', async (c, next) => {
    await next()
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
    c.res.headers.set('x-content-type-options', 'nosniff')
  })
  const refusals = auditRefusal(org, log)
  app.use('/v1/approvals', refusals)
  app.use('/v1/studio/*', refusals)
  const small = limit(MAX_BODY_BYTES)
  const large = limit(MAX_IMPORT_BYTES)
  app.use('/v1/*', (c, next) => (c.req.path.startsWith('/v1/studio/') ? large : small)(c, next))
  app.use('/v1/*', identify(org))
  // who nobody knows is told so before a large body is read
  app.use('/v1/studio/*', async (c, next) => {
    if (!c.get('identity'))
      throw new AppError('unauthorised', 'Say who you are: send the credential of an enrolled device.')
    await next()
  })
  for (const module of routes(org)) app.route('/', module)
  return app
}

const limit = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new AppError('too-large', `A request may be at most ${maxSize / 1024} KiB; send it in parts.`)
    },
  })
