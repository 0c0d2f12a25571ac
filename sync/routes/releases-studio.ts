import { Hono } from 'hono'
import * as v from 'valibot'
import { AppError } from '#core/base'
import { ObjectId, Slug } from '#core/content'
import { MAX_RELEASE_BYTES, RecallReason } from '#core/releases'
import { type AppEnv, readBody, requireDevice, requireOperator, requireReader, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { composeRelease } from '../studio/compose-release.ts'
import { demoSignRelease, publishRelease, waitingRelease } from '../studio/publish-release.ts'
import { recalls } from '../studio/reach.ts'
import { recallObject } from '../studio/recall.ts'
import { releaseDifference } from '../studio/release-difference.ts'
import { listReleases, releaseObjects } from '../studio/release-list.ts'
import { cancelRollback, proposeRollback, rollbacks } from '../studio/rollback.ts'
import { StageChoice, widenStage } from '../studio/stages.ts'
import { versionParam } from './trust.ts'

const As = v.object({ as: v.optional(Slug) })
const Publish = { acceptLowerRecall: v.optional(v.boolean(), false), departments: v.optional(StageChoice) }
const DemoSignature = v.object({ as: v.optional(Slug), ...Publish })
/** Base64 makes the largest release a third longer. */
const SignedRelease = v.object({
  jws: v.pipe(v.string(), v.minLength(2), v.maxLength(MAX_RELEASE_BYTES)),
  ...Publish,
})
const Recall = v.object({
  as: v.optional(Slug),
  kind: Slug,
  id: ObjectId,
  reason: RecallReason,
  note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(500)), ''),
})
const Rollback = v.object({
  as: v.optional(Slug),
  to: v.pipe(v.number(), v.integer(), v.minValue(1)),
  object: v.optional(v.object({ kind: Slug, id: ObjectId })),
})
const Widen = v.object({ as: v.optional(Slug), departments: StageChoice })

const readers = ['author', 'sme', 'ld', 'admin'] as const
const reviewers = ['sme', 'ld'] as const

/** What is released to whom: compose, sign, widen, take back. */
export function releaseStudioRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  /** of the release being composed: texts embedded, and how many are new */
  let composing: { done: number; of: number } | null = null

  app.get('/v1/studio/releases', async (c) => {
    const reader = await requireReader(c, org, readers)
    return c.json(await listReleases(org, reader?.roles.includes('ld') ?? false))
  })
  app.post('/v1/studio/releases', async (c) => {
    const { as } = await readBody(c, As, 'release')
    const { person } = await requireRole(c, org, ['ld'], as)
    if (composing) throw new AppError('busy', 'A release is being composed just now; try again when it is done.')
    composing = { done: 0, of: 0 }
    try {
      return c.json(await composeRelease(org, person, (done, of) => (composing = { done, of })))
    } finally {
      composing = null
    }
  })
  app.get('/v1/studio/releases/composing', async (c) => {
    await requireReader(c, org, readers)
    return c.json(composing)
  })
  app.get('/v1/studio/releases/waiting', async (c) => {
    await requireRole(c, org, reviewers)
    return c.json(await waitingRelease(org.db))
  })
  app.post('/v1/studio/releases/:v', async (c) => {
    const device = requireDevice(c)
    await requireRole(c, org, ['ld'])
    const { jws, ...options } = await readBody(c, SignedRelease, 'signed release')
    const version = versionParam(c.req.param('v'))
    await publishRelease(org, device.person, version, jws, options)
    return c.json({ version })
  })
  app.post('/v1/studio/releases/:v/demo-signature', async (c) => {
    requireOperator(c)
    const { as, ...options } = await readBody(c, DemoSignature, 'release')
    await requireRole(c, org, ['ld'], as)
    const version = versionParam(c.req.param('v'))
    await demoSignRelease(org, version, options)
    return c.json({ version })
  })
  app.get('/v1/studio/releases/:v/difference', async (c) => {
    await requireReader(c, org, readers)
    const wanted = c.req.param('v')
    return c.json(await releaseDifference(org, wanted === 'waiting' ? null : versionParam(wanted)))
  })
  app.get('/v1/studio/releases/:v/objects', async (c) => {
    await requireReader(c, org, readers)
    return c.json(await releaseObjects(org, versionParam(c.req.param('v'))))
  })
  app.post('/v1/studio/releases/:v/stage', async (c) => {
    const { as, departments } = await readBody(c, Widen, 'departments')
    const { person } = await requireRole(c, org, ['ld'], as)
    return c.json(await widenStage(org, person, versionParam(c.req.param('v')), departments))
  })

  app.get('/v1/studio/rollbacks', async (c) => {
    await requireReader(c, org, reviewers)
    return c.json(await rollbacks(org.db))
  })
  app.post('/v1/studio/rollbacks', async (c) => {
    const { as, to, object } = await readBody(c, Rollback, 'way back')
    const { person } = await requireRole(c, org, ['ld'], as)
    return c.json(await proposeRollback(org, person, { to, object }))
  })
  app.delete('/v1/studio/rollbacks/:id', async (c) => {
    const { person } = await requireRole(c, org, ['ld'], c.req.query('as'))
    return c.json(await cancelRollback(org, person, c.req.param('id')))
  })

  app.get('/v1/studio/recalls', async (c) => {
    await requireReader(c, org, readers)
    return c.json(await recalls(org))
  })
  app.post('/v1/studio/recalls', async (c) => {
    const { as, ...wanted } = await readBody(c, Recall, 'recall')
    const { person } = await requireRole(c, org, ['ld'], as)
    return c.json(await recallObject(org, person, wanted))
  })
  return app
}
