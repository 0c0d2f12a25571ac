import { Hono } from 'hono'
import * as v from 'valibot'
import { AppError, parse } from '#core/base'
import { type NextPair, PairId } from '#core/consistency'
import { Slug } from '#core/content'
import { type AppEnv, readBody, requireReader, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { answerPair, PairAnswerRequest } from '../studio/pairs-answers.ts'
import { listPairs, nextPair, pairLines, readPair } from '../studio/pairs-list.ts'
import { runPairs } from '../studio/pairs-run.ts'
import { pairsState } from '../studio/pairs-state.ts'

const team = ['author', 'sme', 'ld'] as const
const Run = v.object({ as: v.optional(Slug) })

/** Passages that seem to contradict or repeat each other: compared, listed, answered. */
export function pairRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  let running: { done: number; of: number } | null = null

  app.get('/v1/studio/pairs', async (c) => {
    await requireReader(c, org)
    const pairs = await listPairs(org.db)
    const state = await pairsState(org, running)
    return c.json(c.req.query('full') === '1' ? { state, pairs } : { state, ...pairLines(pairs) })
  })
  app.get('/v1/studio/pairs/state', async (c) => {
    await requireReader(c, org)
    return c.json(await pairsState(org, running))
  })
  app.get('/v1/studio/pairs/:id/next', async (c) => {
    await requireReader(c, org)
    const pair = await readPair(org.db, parse(PairId, c.req.param('id'), 'pair'))
    return c.json({ id: pair && (await nextPair(org.db, pair.list, pair.id)) } satisfies v.InferOutput<typeof NextPair>)
  })
  app.get('/v1/studio/pairs/:id', async (c) => {
    await requireReader(c, org)
    const id = parse(PairId, c.req.param('id'), 'pair')
    const pair = await readPair(org.db, id)
    if (!pair)
      throw new AppError('not-found', 'One of the two texts no longer stands anywhere, or there is no such pair.')
    return c.json(pair)
  })
  app.post('/v1/studio/pairs/run', async (c) => {
    const { as } = await readBody(c, Run, 'comparison')
    const { person } = await requireRole(c, org, team, as)
    if (running) throw new AppError('busy', 'Documents are being compared just now; look again when it is done.')
    running = { done: 0, of: 0 }
    try {
      return c.json(await runPairs(org, person, (done, of) => (running = { done, of })))
    } finally {
      running = null
    }
  })
  app.post('/v1/studio/pairs/:id/answer', async (c) => {
    const { as, base, answer } = await readBody(c, PairAnswerRequest, 'answer')
    const actor = await requireRole(c, org, team, as)
    return c.json(await answerPair(org, actor, parse(PairId, c.req.param('id'), 'pair'), base, answer))
  })
  return app
}
