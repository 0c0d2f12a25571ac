import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { AppError, dayOf, parse } from '#core/base'
import { document, ObjectId, Slug } from '#core/content'
import { FieldChange, FlagBody, SourceBody, SourceHosts } from '#core/knowledge'
import { type AppEnv, readBody, requireOperator, requireReader, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { documentDetail } from '../sources/document-detail.ts'
import { editFields, fillFields } from '../sources/edit-fields.ts'
import { raiseFlag, settleFlag } from '../sources/flags.ts'
import { hashOf } from '../sources/folder-files.ts'
import { importFiles, type ReadFile } from '../sources/import-files.ts'
import { inventory } from '../sources/inventory.ts'
import { sourceChecks } from '../sources/source-checks.ts'
import { BY_HAND, filesOf, shownFile } from '../sources/source-files.ts'
import { addSource, allowedHosts, allowHost, listSources, removeSource } from '../sources/sources.ts'

const team = ['author', 'sme', 'ld'] as const
const writers = ['author', 'ld'] as const
const experts = ['sme'] as const

const As = v.optional(Slug)
const Path = v.pipe(v.string(), v.minLength(1), v.maxLength(500))
const Base = v.pipe(v.number(), v.integer(), v.minValue(0))
const Id = v.pipe(v.string(), v.maxLength(60))

const NewSource = v.object({ as: As, title: SourceBody.entries.title, place: SourceBody.entries.place })
const Only = v.object({ as: As })
const Host = v.object({
  as: As,
  host: SourceHosts.entries.hosts.pipe[0].item.entries.host,
  private: v.optional(v.boolean(), false),
  allowed: v.optional(v.boolean(), true),
})
/** A browser sends a few at a time; the largest request is 8 MiB, and base64 makes a third more of a file. */
const SentFiles = v.object({
  as: As,
  files: v.pipe(
    v.array(v.object({ path: Path, base64: v.pipe(v.string(), v.base64()) })),
    v.minLength(1),
    v.maxLength(50),
  ),
})
/** The command line reads files itself, in the same limited process. */
const SentDocuments = v.object({
  as: As,
  files: v.pipe(
    v.array(
      v.object({
        file: Path,
        id: ObjectId,
        body: v.record(v.string(), v.unknown()),
        warnings: v.array(v.string()),
      }),
    ),
    v.minLength(1),
    v.maxLength(200),
  ),
})
const Change = { id: ObjectId, base: Base, fields: FieldChange }
const Edit = v.object({ as: As, ...Change })
const Fill = v.object({ as: As, changes: v.pipe(v.array(v.object(Change)), v.minLength(1), v.maxLength(500)) })
const Raise = v.object({ as: As, id: ObjectId, why: FlagBody.entries.why })
const Settle = v.object({ as: As, id: ObjectId, answer: v.unwrap(FlagBody.entries.answer) })

/** Where documents come from, what they say of themselves, and how far each has come. */
export function sourceRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const checks = sourceChecks(org)
  const idOf = (c: Context<AppEnv>) => parse(Id, c.req.param('id'), 'source')

  app.get('/v1/studio/documents', async (c) => {
    await requireReader(c, org)
    return c.json({ documents: await inventory(org) })
  })
  app.get('/v1/studio/documents/one', async (c) => {
    await requireReader(c, org)
    return c.json(await documentDetail(org, parse(ObjectId, c.req.query('id'), 'document')))
  })
  app.post('/v1/studio/documents/edit', async (c) => {
    const { as, ...change } = await readBody(c, Edit, 'fields')
    const { person } = await requireRole(c, org, writers, as)
    return c.json(await editFields(org, person, change))
  })
  app.post('/v1/studio/documents/fill', async (c) => {
    const { as, changes } = await readBody(c, Fill, 'fields')
    const { person } = await requireRole(c, org, writers, as)
    return c.json({ results: await fillFields(org, person, changes) })
  })
  app.post('/v1/studio/documents/flag', async (c) => {
    const { as, id, why } = await readBody(c, Raise, 'flag')
    await raiseFlag(org, await requireRole(c, org, team, as), id, why)
    return c.json({ id })
  })
  app.post('/v1/studio/documents/flag/settle', async (c) => {
    const { as, id, answer } = await readBody(c, Settle, 'answer')
    await settleFlag(org, await requireRole(c, org, experts, as), id, answer)
    return c.json({ id })
  })

  app.get('/v1/studio/sources', async (c) => {
    await requireReader(c, org)
    return c.json({ sources: await listSources(org, checks), hosts: await allowedHosts(org) })
  })
  app.post('/v1/studio/sources', async (c) => {
    const { as, title, place } = await readBody(c, NewSource, 'source')
    const { person, by } = await requireRole(c, org, writers, as)
    if (place.type === 'folder' && by !== 'operator')
      throw new AppError(
        'forbidden',
        "A folder of the server's machine is added by its administrator: handrail sources add.",
      )
    return c.json({ id: await addSource(org, person, { title, place, author: person }) })
  })
  app.post('/v1/studio/sources/hosts', async (c) => {
    requireOperator(c)
    const { host, private: isPrivate, allowed } = await readBody(c, Host, 'host')
    return c.json(await allowHost(org, 'operator', { host, isPrivate, allowed }))
  })
  app.post('/v1/studio/sources/files', async (c) => {
    const { as, files } = await readBody(c, SentFiles, 'files')
    const { person } = await requireRole(c, org, writers, as)
    const read: ReadFile[] = []
    for (const { path, base64 } of files) {
      const bytes = new Uint8Array(Buffer.from(base64, 'base64'))
      const result = await checks.reader.read({ path, bytes, fields: {}, today: dayOf(org.nowMs()) })
      read.push({ file: path, sha256: hashOf(bytes), result })
    }
    return c.json({ files: await importFiles(org, person, BY_HAND, read) })
  })
  app.post('/v1/studio/sources/documents', async (c) => {
    const { as, files } = await readBody(c, SentDocuments, 'documents')
    const { person } = await requireRole(c, org, writers, as)
    const read = files.map(({ file, id, body, warnings }): ReadFile => {
      const result = { state: 'taken' as const, id, body: document.parse(body), missing: [], warnings }
      return { file, sha256: hashOf(JSON.stringify([id, result.body])), result }
    })
    return c.json({ files: await importFiles(org, person, BY_HAND, read) })
  })
  app.post('/v1/studio/sources/:id/check', async (c) => {
    const { as } = await readBody(c, Only, 'source')
    await requireRole(c, org, writers, as)
    return c.json(await checks.start(idOf(c)))
  })
  app.get('/v1/studio/sources/:id/check', async (c) => {
    await requireReader(c, org)
    return c.json(checks.of(idOf(c)))
  })
  app.get('/v1/studio/sources/:id/files', async (c) => {
    await requireReader(c, org)
    return c.json({ files: [...(await filesOf(org.db, idOf(c))).values()].map(shownFile) })
  })
  app.post('/v1/studio/sources/:id/remove', async (c) => {
    const { as } = await readBody(c, Only, 'source')
    const { person, by } = await requireRole(c, org, writers, as)
    const { place } = (await listSources(org, checks)).find(({ id }) => id === idOf(c)) ?? {}
    if (place?.type === 'folder' && by !== 'operator')
      throw new AppError('forbidden', 'A folder is taken away by the administrator: handrail sources remove.')
    await removeSource(org, person, idOf(c))
    return c.json({ id: idOf(c) })
  })
  return app
}
