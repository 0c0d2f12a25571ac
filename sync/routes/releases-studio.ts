import { Hono } from 'hono'
import * as v from 'valibot'
import { AppError } from '#core/base'
import { Slug } from '#core/content'
import { MAX_RELEASE_BYTES } from '#core/releases'
import { type AppEnv, readBody, requireDevice, requireOperator, requireReader, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { composeRelease } from '../studio/compose-release.ts'
import { demoSignRelease, publishRelease, waitingRelease } from '../studio/publish-release.ts'
import { versionParam } from './trust.ts'

const As = v.object({ as: v.optional(Slug) })
const DemoSignature = v.object({ as: v.optional(Slug), acceptLowerRecall: v.optional(v.boolean(), false) })
/** Base64 makes the largest release a third longer. */
const SignedRelease = v.object({
  jws: v.pipe(v.string(), v.minLength(2), v.maxLength(MAX_RELEASE_BYTES)),
  acceptLowerRecall: v.optional(v.boolean(), false),
})

const readers = ['author', 'sme', 'ld', 'admin'] as const
const reviewers = ['sme', 'ld'] as const

/** What is released to whom: compose, sign, widen, take back. */
export function releaseStudioRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  /** of the release being composed: texts embedded, and how many are new */
  let composing: { done: number; of: number } | null = null

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
    const { jws, acceptLowerRecall } = await readBody(c, SignedRelease, 'signed release')
    const version = versionParam(c.req.param('v'))
    await publishRelease(org, device.person, version, jws, { acceptLowerRecall })
    return c.json({ version })
  })
  app.post('/v1/studio/releases/:v/demo-signature', async (c) => {
    requireOperator(c)
    const { as, acceptLowerRecall } = await readBody(c, DemoSignature, 'release')
    await requireRole(c, org, ['ld'], as)
    const version = versionParam(c.req.param('v'))
    await demoSignRelease(org, version, { acceptLowerRecall })
    return c.json({ version })
  })
  return app
}
