import { Hono } from 'hono'
import * as v from 'valibot'
import { AppError } from '#core/base'
import { Slug } from '#core/content'
import { TagDecision } from '#core/knowledge'
import { type AppEnv, readBody, requireReader, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { decideTags, proposeTags, tagBoard } from '../studio/tagging.ts'

const workers = ['author', 'sme', 'ld'] as const
const As = { as: v.optional(Slug) }

/** Documents and the competencies and roles they are about: proposed by meaning, confirmed by people. */
export function tagRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  /** of the run under way: texts embedded */
  let running: { done: number; of: number } | null = null

  app.get('/v1/studio/tags', async (c) => {
    await requireReader(c, org, workers)
    return c.json(await tagBoard(org))
  })
  app.get('/v1/studio/tags/running', async (c) => {
    await requireReader(c, org, workers)
    return c.json(running)
  })
  app.post('/v1/studio/tags/propose', async (c) => {
    const { as } = await readBody(c, v.object(As), 'run')
    const { person } = await requireRole(c, org, workers, as)
    if (running) throw new AppError('busy', 'Documents are being looked through just now; see it when it is done.')
    running = { done: 0, of: 0 }
    try {
      return c.json(await proposeTags(org, person, (done, of) => (running = { done, of })))
    } finally {
      running = null
    }
  })
  app.post('/v1/studio/tags/decide', async (c) => {
    const { as, ...decision } = await readBody(c, v.object({ ...As, ...TagDecision.entries }), 'decision')
    const { person } = await requireRole(c, org, ['author'], as)
    return c.json(await decideTags(org, person, decision))
  })
  return app
}
