import { Hono } from 'hono'
import * as v from 'valibot'
import { Day, ObjectId, Slug } from '#core/content'
import { ReviewCadence } from '#core/knowledge'
import { type AppEnv, readBody, requireReader, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { freshnessBoard } from '../studio/freshness.ts'
import { giveReminders } from '../studio/review-reminders.ts'
import { noteReviewed, setCadence } from '../studio/reviewed.ts'

const As = { as: v.optional(Slug) }
const Domain = v.pipe(v.string(), v.minLength(1), v.maxLength(200))

/** Which documents are in date, and what brings them there. */
export function freshnessRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()

  app.get('/v1/studio/freshness', async (c) => {
    await requireReader(c, org)
    await giveReminders(org)
    return c.json(await freshnessBoard(org))
  })
  app.post('/v1/studio/freshness/reviewed', async (c) => {
    const schema = v.object({ ...As, document: ObjectId, reviewBy: v.optional(Day) })
    const { as, document, reviewBy } = await readBody(c, schema, 'review')
    const { person } = await requireRole(c, org, ['author'], as)
    return c.json(await noteReviewed(org, person, document, reviewBy))
  })
  app.post('/v1/studio/freshness/cadence', async (c) => {
    const schema = v.object({ ...As, domain: Domain, ...ReviewCadence.entries })
    const { as, domain, months } = await readBody(c, schema, 'cadence')
    const { person } = await requireRole(c, org, ['ld'], as)
    return c.json(await setCadence(org, person, domain, months))
  })
  return app
}
