import { Hono } from 'hono'
import * as v from 'valibot'
import { parse } from '#core/base'
import { MAX_IMAGE_BYTES, ObjectId, Sha256, Slug } from '#core/content'
import { type AppEnv, readBody, requireReader, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { listPeople } from '../people.ts'
import { editObject } from '../studio/edit-object.ts'
import { readImage, saveImage } from '../studio/images.ts'
import { contentChoices } from '../studio/object-choices.ts'
import { contentDetail, contentRows } from '../studio/object-list.ts'
import { findPassages } from '../studio/object-passages.ts'
import { ObjectRetirement, retireObject } from '../studio/object-retire.ts'

/** Those who write; the others of the content team look. */
const writers = ['author', 'ld'] as const
const lookers = ['author', 'sme', 'ld'] as const

const As = { as: v.optional(Slug) }
/** Documents, competencies and role profiles are written on screens of their own, by rules of their own. */
const Written = v.picklist(['job-aid', 'process-guide', 'onboarding-module', 'item', 'assessment', 'placement'])
const Edit = v.object({
  ...As,
  kind: Written,
  id: ObjectId,
  base: v.pipe(v.number(), v.integer(), v.minValue(0)),
  body: v.record(v.string(), v.unknown()),
})
const Retire = v.object({ ...As, kind: Slug, id: ObjectId, ...ObjectRetirement.entries })
/** Base64 makes a third more of it. */
const Image = v.object({ ...As, base64: v.pipe(v.string(), v.base64(), v.maxLength(MAX_IMAGE_BYTES * 2)) })
const Query = v.pipe(v.string(), v.maxLength(200))
const Documents = v.pipe(v.array(ObjectId), v.maxLength(40))

/** Content as its authors write it: the list, one for its editor, what its fields may name, pictures. */
export function objectStudioRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()

  app.get('/v1/studio/content', async (c) => {
    await requireReader(c, org)
    return c.json({ objects: await contentRows(org) })
  })
  app.get('/v1/studio/content/one', async (c) => {
    await requireReader(c, org)
    const kind = parse(Slug, c.req.query('kind'), 'kind')
    return c.json(await contentDetail(org, kind, parse(ObjectId, c.req.query('id'), 'id')))
  })
  app.get('/v1/studio/content/choices', async (c) => {
    await requireReader(c, org)
    return c.json(await contentChoices(org))
  })
  app.get('/v1/studio/content/passages', async (c) => {
    await requireReader(c, org)
    const within = parse(Documents, (c.req.query('documents') ?? '').split(',').filter(Boolean), 'documents')
    return c.json({ passages: await findPassages(org, parse(Query, c.req.query('q') ?? '', 'search'), within) })
  })
  app.post('/v1/studio/content/edit', async (c) => {
    const { as, ...edit } = await readBody(c, Edit, 'edit')
    const { person } = await requireRole(c, org, writers, as)
    const edited = await editObject(org, person, edit)
    if (edited.state !== 'conflict') return c.json(edited)
    const writer = (await listPeople(org)).find(({ id }) => id === edited.newest.person)
    return c.json({ ...edited, newest: { ...edited.newest, person: writer?.name ?? edited.newest.person } })
  })
  app.post('/v1/studio/content/retire', async (c) => {
    const { as, kind, id, ...given } = await readBody(c, Retire, 'retirement')
    const { person } = await requireRole(c, org, writers, as)
    return c.json(await retireObject(org, person, { kind, id }, given))
  })

  app.post('/v1/studio/images', async (c) => {
    const { as, base64 } = await readBody(c, Image, 'picture')
    const { person } = await requireRole(c, org, writers, as)
    return c.json(await saveImage(org, person, new Uint8Array(Buffer.from(base64, 'base64'))))
  })
  app.get('/v1/studio/images/:sha256', async (c) => {
    await requireReader(c, org, lookers)
    const bytes = await readImage(org.db, parse(Sha256, c.req.param('sha256'), 'picture'))
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': 'application/octet-stream',
      'cache-control': 'private, max-age=31536000, immutable',
    })
  })
  return app
}
