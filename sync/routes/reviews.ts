import { Hono } from 'hono'
import * as v from 'valibot'
import { ReviewNoteRequest } from '#core/authoring'
import { parse } from '#core/base'
import { ObjectId, Sha256, Slug } from '#core/content'
import { type AppEnv, readBody, requireReader, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { DropRequest, dropFromReview } from '../studio/review-drops.ts'
import { reviewLoad } from '../studio/review-load.ts'
import { addReviewNote, reviewNotes } from '../studio/review-notes.ts'
import { reviewDetail, reviewQueue } from '../studio/reviews.ts'

const reviewers = ['sme', 'ld'] as const
/** An author reads what was said of their work, and answers. */
const writers = ['author', ...reviewers] as const
const readers = [...writers, 'admin'] as const

/** Looking, commenting, asking for changes and what there is time for. Signatures come by `/v1/approvals` alone. */
export function reviewRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/v1/studio/reviews', async (c) =>
    c.json(await reviewQueue(org, await requireRole(c, org, reviewers, c.req.query('as')))),
  )
  app.get('/v1/studio/reviews/:sha256', async (c) => {
    const reader = await requireRole(c, org, writers, c.req.query('as'))
    return c.json(await reviewDetail(org, reader, parse(Sha256, c.req.param('sha256'), 'object hash')))
  })

  app.get('/v1/studio/review-notes', async (c) => {
    await requireReader(c, org, readers)
    const { kind, id } = parse(v.object({ kind: Slug, id: ObjectId }), c.req.query(), 'object')
    return c.json(await reviewNotes(org, kind, id))
  })
  app.post('/v1/studio/review-notes', async (c) => {
    const request = await readBody(c, ReviewNoteRequest, 'review note')
    return c.json(await addReviewNote(org, await requireRole(c, org, writers, request.as), request))
  })

  app.get('/v1/studio/review-load', async (c) => {
    await requireReader(c, org, readers)
    return c.json(await reviewLoad(org))
  })
  app.post('/v1/studio/review-drops', async (c) => {
    const request = await readBody(c, DropRequest, 'set aside')
    const { person } = await requireRole(c, org, writers, request.as)
    return c.json(await dropFromReview(org, person, request))
  })
  return app
}
