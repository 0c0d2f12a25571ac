import { Hono } from 'hono'
import * as v from 'valibot'
import { parse } from '#core/base'
import { Sha256, Slug } from '#core/content'
import { enrolmentLink } from '../enrolment-link.ts'
import { type AppEnv, readBody, requireOperator, requireReader, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { ImportRequest, importObjects } from '../studio/import-objects.ts'
import { listObjects } from '../studio/list-objects.ts'
import { objectByHash } from '../studio/stored-objects.ts'

const Enrolment = v.object({ person: Slug })

/** Drafts and sources are for those who work on them, and for the operator's command line. */
const readers = ['author', 'sme', 'ld', 'admin'] as const

/** Where content comes in. */
export function studioRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/v1/studio/objects', async (c) => {
    await requireReader(c, org, readers)
    return c.json(await listObjects(org, { kind: c.req.query('kind'), bodies: c.req.query('bodies') === '1' }))
  })
  app.get('/v1/studio/objects/:sha256', async (c) => {
    await requireReader(c, org, readers)
    const { sha256 } = await objectByHash(org.db, parse(Sha256, c.req.param('sha256'), 'object hash'))
    const { bytes } = await org.db
      .selectFrom('blob')
      .select('bytes')
      .where('sha256', '=', sha256)
      .executeTakeFirstOrThrow()
    return c.body(new Uint8Array(bytes), 200, { 'content-type': 'application/octet-stream' })
  })
  app.post('/v1/studio/objects', async (c) => {
    const { as, objects } = await readBody(c, ImportRequest, 'import')
    const { person } = await requireRole(c, org, ['author'], as)
    return c.json(await importObjects(org, person, objects))
  })

  app.post('/v1/studio/enrolments', async (c) => {
    requireOperator(c)
    const { person } = await readBody(c, Enrolment, 'enrolment')
    return c.json({ path: await enrolmentLink(org, person, '') })
  })
  return app
}
