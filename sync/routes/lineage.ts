import { Hono } from 'hono'
import * as v from 'valibot'
import { parse } from '#core/base'
import { ObjectId, Slug } from '#core/content'
import type { ChangedObjectDetail, ChangedObjects } from '#core/knowledge'
import { type AppEnv, readBody, requireReader, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { authority, Retirement, retireDocument } from '../studio/authoritative.ts'
import { changedObject, changedObjects, reciteObject } from '../studio/lineage-list.ts'

const Ref = v.object({ kind: Slug, id: ObjectId })

/** What rests on what: changed sources, and which document of a procedure counts. */
export function lineageRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()

  app.get('/v1/studio/lineage', async (c) => {
    await requireReader(c, org)
    return c.json({ rows: await changedObjects(org) } satisfies v.InferOutput<typeof ChangedObjects>)
  })
  app.get('/v1/studio/lineage/object', async (c) => {
    await requireReader(c, org)
    const { kind, id } = parse(Ref, { kind: c.req.query('kind'), id: c.req.query('id') }, 'object')
    return c.json((await changedObject(org, kind, id)) satisfies ChangedObjectDetail)
  })
  app.post('/v1/studio/lineage/recite', async (c) => {
    const { as, ...ref } = await readBody(c, v.object({ as: v.optional(Slug), ...Ref.entries }), 'object')
    const { person } = await requireRole(c, org, ['author'], as)
    return c.json(await reciteObject(org, person, ref))
  })

  app.get('/v1/studio/procedures', async (c) => {
    await requireReader(c, org)
    const { current, replaced, seconds } = await authority(org.db)
    return c.json({
      procedures: [...current].map(([procedure, { id, title }]) => ({ procedure, document: id, title })),
      replaced: [...replaced].map(([id, by]) => ({ document: id, by: by?.id ?? null })),
      seconds: seconds.map(({ document, first }) => ({ document: document.id, first: first.id })),
    })
  })
  app.post('/v1/studio/procedures/retire', async (c) => {
    const schema = v.object({ as: v.optional(Slug), document: ObjectId, ...Retirement.entries })
    const { as, document, ...given } = await readBody(c, schema, 'retirement')
    const { person } = await requireRole(c, org, ['sme', 'ld'], as)
    return c.json(await retireDocument(org, person, document, given))
  })
  return app
}
