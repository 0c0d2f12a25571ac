import { Hono } from 'hono'
import * as v from 'valibot'
import { parse } from '#core/base'
import { Slug } from '#core/content'
import { type AppEnv, readBody, requireReader, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { drift } from '../studio/drift.ts'
import { listPageStates, NewPageState, readPageState, removePageState, savePageState } from '../studio/page-states.ts'

/** Authors place aids, L&D looks after the tools; the operator reads, and acts for one of them. */
const placers = ['author', 'ld'] as const
const Id = v.pipe(v.string(), v.maxLength(60))

/** What placing an aid needs of the server: examples of pages, and the steps that were not found. */
export function placingRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()

  app.get('/v1/studio/page-states', async (c) => {
    await requireReader(c, org, placers)
    return c.json(await listPageStates(org))
  })
  app.get('/v1/studio/page-states/:id', async (c) => {
    await requireReader(c, org, placers)
    return c.json(await readPageState(org, parse(Id, c.req.param('id'), 'id')))
  })
  app.post('/v1/studio/page-states', async (c) => {
    const { as, ...given } = await readBody(c, NewPageState, 'example')
    const { person } = await requireRole(c, org, placers, as)
    return c.json(await savePageState(org, person, given))
  })
  app.delete('/v1/studio/page-states/:id', async (c) => {
    const as = c.req.query('as')
    const { person } = await requireRole(c, org, placers, as === undefined ? undefined : parse(Slug, as, 'as'))
    const id = parse(Id, c.req.param('id'), 'id')
    await removePageState(org, person, id)
    return c.json({ id })
  })

  app.get('/v1/studio/drift', async (c) => {
    await requireReader(c, org, placers)
    return c.json(await drift(org.db, org.nowMs()))
  })
  return app
}
