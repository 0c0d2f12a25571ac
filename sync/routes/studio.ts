import { Hono } from 'hono'
import * as v from 'valibot'
import { AppError, parse } from '#core/base'
import { Sha256, Slug } from '#core/content'
import { MAX_RELEASE_BYTES } from '#core/releases'
import { enrolmentLink } from '../enrolment-link.ts'
import { type AppEnv, readBody, requireDevice, requireOperator, requireReader, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { composeRelease } from '../studio/compose-release.ts'
import { ImportRequest, importObjects } from '../studio/import-objects.ts'
import { listObjects } from '../studio/list-objects.ts'
import { demoSignRelease, publishRelease, waitingRelease } from '../studio/publish-release.ts'
import { reviewDetail, reviewQueue } from '../studio/reviews.ts'
import { addSigningKey, KeyRequest, signingKeys } from '../studio/signing-keys.ts'
import { objectByHash } from '../studio/stored-objects.ts'
import { versionParam } from './trust.ts'

const Enrolment = v.object({ person: Slug })
const As = v.object({ as: v.optional(Slug) })
const DemoSignature = v.object({ as: v.optional(Slug), acceptLowerRecall: v.optional(v.boolean(), false) })
/** Base64 makes the largest release a third longer. */
const SignedRelease = v.object({
  jws: v.pipe(v.string(), v.minLength(2), v.maxLength(MAX_RELEASE_BYTES)),
  acceptLowerRecall: v.optional(v.boolean(), false),
})

/** Drafts, sources and the review queue are for those who work on them, and for the operator's command line. */
const readers = ['author', 'sme', 'ld', 'admin'] as const
const reviewers = ['sme', 'ld'] as const

/** Where content is made: import, review, release. */
export function studioRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  /** of the release being composed: texts embedded, and how many are new */
  let composing: { done: number; of: number } | null = null

  app.get('/v1/studio/objects', async (c) => {
    await requireReader(c, org, readers)
    return c.json(await listObjects(org, { kind: c.req.query('kind'), bodies: c.req.query('bodies') === '1' }))
  })
  app.get('/v1/studio/objects/:sha256', async (c) => {
    await requireReader(c, org, readers)
    const { sha256 } = await objectByHash(org.db, parse(Sha256, c.req.param('sha256'), 'object hash'))
    const { bytes } = await org.db
      .selectFrom('blob')
      .select('bytes')
      .where('sha256', '=', sha256)
      .executeTakeFirstOrThrow()
    return c.body(new Uint8Array(bytes), 200, { 'content-type': 'application/octet-stream' })
  })
  app.post('/v1/studio/objects', async (c) => {
    const { as, objects } = await readBody(c, ImportRequest, 'import')
    const { person } = await requireRole(c, org, ['author'], as)
    return c.json(await importObjects(org, person, objects))
  })

  app.get('/v1/studio/reviews', async (c) => c.json(await reviewQueue(org, await requireRole(c, org, reviewers))))
  app.get('/v1/studio/reviews/:sha256', async (c) => {
    const reviewer = await requireRole(c, org, reviewers)
    return c.json(await reviewDetail(org, reviewer, parse(Sha256, c.req.param('sha256'), 'object hash')))
  })

  app.get('/v1/studio/keys', async (c) => c.json(await signingKeys(org, requireDevice(c).person)))
  app.post('/v1/studio/keys', async (c) => {
    const device = requireDevice(c)
    const request = await readBody(c, KeyRequest, 'signing key')
    await requireRole(c, org, [request.role])
    return c.json(await addSigningKey(org, device, request))
  })

  app.post('/v1/studio/enrolments', async (c) => {
    requireOperator(c)
    const { person } = await readBody(c, Enrolment, 'enrolment')
    return c.json({ path: await enrolmentLink(org, person, '') })
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
