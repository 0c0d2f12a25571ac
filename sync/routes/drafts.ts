import { Hono } from 'hono'
import * as v from 'valibot'
import { parse } from '#core/base'
import { Slug } from '#core/content'
import { type AppEnv, readBody, requireReader, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { createDrafts } from '../studio/drafts.ts'

const Order = v.strictObject({
  as: v.optional(Slug),
  brief: Slug,
  with: v.picklist(['extraction', 'model']),
  type: v.optional(Slug),
})
const As = v.optional(Slug)

/** Drafts on a brief: made from passages at once, or with the organisation's model while the author waits. */
export function draftRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const drafts = createDrafts(org)
  app.get('/v1/studio/drafts/model', async (c) => {
    await requireReader(c, org)
    return c.json(await drafts.preview(parse(Slug, c.req.query('brief') ?? '', 'brief')))
  })
  app.get('/v1/studio/drafts/:id', async (c) => {
    const { person } = await requireRole(c, org, ['author'], parse(As, c.req.query('as'), 'as'))
    return c.json(drafts.read(person, c.req.param('id')))
  })
  app.post('/v1/studio/drafts', async (c) => {
    const { as, ...order } = await readBody(c, Order, 'draft')
    const { person } = await requireRole(c, org, ['author'], as)
    return c.json(await drafts.order(person, order))
  })
  return app
}
