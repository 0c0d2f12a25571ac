import { Hono } from 'hono'
import * as v from 'valibot'
import { ReportAnswer } from '#core/authoring'
import { AppError, isId } from '#core/base'
import { Slug } from '#core/content'
import { type AppEnv, readBody, requireReader, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { answerReport, reportBoard } from '../studio/reports.ts'

const Answer = v.strictObject({ as: v.optional(Slug), answer: ReportAnswer })

/** What people report of aids, and what becomes of it. */
export function reportRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/v1/studio/reports', async (c) => c.json(await reportBoard(org, await requireReader(c, org))))
  app.post('/v1/studio/reports/:id', async (c) => {
    const id = c.req.param('id')
    if (!isId(id)) throw new AppError('bad-input', 'A report is named by its id.')
    const { as, answer } = await readBody(c, Answer, 'answer')
    await answerReport(org, await requireRole(c, org, ['author', 'sme', 'ld'], as), id, answer)
    return c.json({ state: 'answered' })
  })
  return app
}
