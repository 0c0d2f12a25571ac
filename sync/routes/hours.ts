import { Hono } from 'hono'
import * as v from 'valibot'
import { WorkEntry } from '#core/authoring'
import { isId } from '#core/base'
import { Slug } from '#core/content'
import { type AppEnv, readBody, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { hoursSums, hoursView, saveHours } from '../studio/hours.ts'

const workers = ['author', 'sme', 'ld'] as const
const Entry = v.strictObject({
  as: v.optional(Slug),
  id: v.pipe(v.string(), v.check(isId, 'must be a UUIDv7')),
  base: v.pipe(v.number(), v.integer(), v.minValue(0)),
  entry: WorkEntry,
})

/** Hours of work on content: own entries, and sums that are about nobody. */
export function hoursRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/v1/studio/hours', async (c) => {
    const as = c.req.query('as')
    if (c.get('identity')?.by === 'operator' && as === undefined) return c.json(await hoursSums(org))
    const { person, roles } = await requireRole(c, org, workers, as)
    return c.json(await hoursView(org, person, roles.includes('ld')))
  })
  app.post('/v1/studio/hours', async (c) => {
    const { as, ...given } = await readBody(c, Entry, 'hours')
    const { person } = await requireRole(c, org, workers, as)
    return c.json(await saveHours(org, person, given))
  })
  return app
}
