import { Hono } from 'hono'
import * as v from 'valibot'
import { BoardDecisions } from '#core/authoring'
import { parse } from '#core/base'
import { ObjectId, Slug } from '#core/content'
import { type AppEnv, readBody, requireReader, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { boardList, boardReview, closeReview } from '../studio/board.ts'

const Close = v.strictObject({
  as: v.optional(Slug),
  of: ObjectId,
  base: v.pipe(v.number(), v.integer(), v.minValue(0)),
  decisions: BoardDecisions,
})

/** L&D's board: which assessments are due for a look, how their items do, and what is decided. Sums of ten people and more. */
export function boardRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/v1/studio/board', async (c) => {
    await requireReader(c, org)
    return c.json(await boardList(org))
  })
  app.get('/v1/studio/board/review', async (c) => {
    const reader = await requireReader(c, org)
    const of = parse(ObjectId, c.req.query('of'), 'assessment')
    return c.json(await boardReview(org, of, reader?.roles.includes('ld') ?? false))
  })
  app.post('/v1/studio/board/review', async (c) => {
    const { as, of, base, decisions } = await readBody(c, Close, 'review')
    const { person } = await requireRole(c, org, ['ld'], as)
    return c.json(await closeReview(org, person, of, base, decisions))
  })
  return app
}
