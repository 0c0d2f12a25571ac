import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { parse } from '#core/base'
import { Brief, Sha256, Slug } from '#core/content'
import { type AppEnv, readBody, requireReader, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { briefChoices, closeBrief, listBriefs, readBrief, saveBrief } from '../studio/briefs.ts'
import { checkReady, markReady } from '../studio/ready.ts'

const writers = ['author', 'sme', 'ld'] as const
const As = v.optional(Slug)
const Save = v.strictObject({ as: As, base: v.pipe(v.number(), v.integer(), v.minValue(0)), brief: Brief })
const Only = v.strictObject({ as: As })

/** What is asked for before anything is written, and the author's word that it is written. */
export function briefRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const idOf = (c: Context<AppEnv>) => parse(Slug, c.req.param('id'), 'brief')
  const hashOf = (c: Context<AppEnv>) => parse(Sha256, c.req.param('sha256'), 'object hash')

  app.get('/v1/studio/briefs', async (c) => {
    await requireReader(c, org)
    return c.json(await listBriefs(org))
  })
  app.get('/v1/studio/briefs/choices', async (c) => {
    await requireReader(c, org)
    return c.json(await briefChoices(org))
  })
  app.get('/v1/studio/briefs/:id', async (c) => {
    await requireReader(c, org)
    return c.json(await readBrief(org.db, idOf(c)))
  })
  app.post('/v1/studio/briefs/:id', async (c) => {
    const { as, base, brief } = await readBody(c, Save, 'brief')
    const { person } = await requireRole(c, org, writers, as)
    return c.json(await saveBrief(org, person, idOf(c), base, brief))
  })
  app.post('/v1/studio/briefs/:id/close', async (c) => {
    const { as } = await readBody(c, Only, 'brief')
    const { person } = await requireRole(c, org, writers, as)
    await closeBrief(org, person, idOf(c))
    return c.json({ state: 'closed' })
  })

  app.get('/v1/studio/ready/:sha256', async (c) => {
    await requireReader(c, org)
    return c.json(await checkReady(org.db, hashOf(c)))
  })
  app.post('/v1/studio/ready/:sha256', async (c) => {
    const { as } = await readBody(c, Only, 'ready')
    const { person } = await requireRole(c, org, writers, as)
    return c.json(await markReady(org, person, hashOf(c)))
  })
  return app
}
