import { Hono } from 'hono'
import * as v from 'valibot'
import { parse } from '#core/base'
import { FrameworkChange, FrameworkKind } from '#core/competencies'
import { Slug } from '#core/content'
import { type AppEnv, readBody, requireReader, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { listPeople } from '../people.ts'
import { editObject } from '../studio/edit-object.ts'
import { exportFramework, frameworkHistory, frameworkView, importFramework } from '../studio/framework.ts'
import { changeFramework } from '../studio/framework-change.ts'
import { openRemaps, settleRemap } from '../studio/framework-remaps.ts'
import { losingEdits, settleLosingEdit } from '../studio/losing-edits.ts'
import { confirmRoleProfile } from '../studio/profiles.ts'
import { studioTasks } from '../studio/tasks.ts'

/** Those who work on content; an owner of a role may be a manager who does not. */
const team = ['author', 'sme', 'ld'] as const
const owners = [...team, 'manager'] as const

const As = { as: v.optional(Slug) }
const Format = v.picklist(['json', 'csv'])
const Base = v.pipe(v.number(), v.integer(), v.minValue(0))
const Note = v.optional(v.pipe(v.string(), v.maxLength(500)), '')
const Edit = v.object({ ...As, kind: FrameworkKind, id: Slug, base: Base, body: v.record(v.string(), v.unknown()) })
const Import = v.object({ ...As, format: Format, text: v.pipe(v.string(), v.maxLength(8_000_000)) })
const Change = v.object({ ...As, change: FrameworkChange, note: Note, apply: v.boolean() })
const Settle = v.object({ ...As, remap: v.string(), to: v.pipe(v.array(Slug), v.maxLength(10)), reason: Note })
const Confirm = v.object({ ...As, id: Slug, base: Base, note: Note })
const Losing = v.object({ ...As, id: v.pipe(v.string(), v.maxLength(60)) })

/** What people must be able to do: the map, its changes, and who looks after it. */
export function frameworkRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()

  app.get('/v1/studio/framework', async (c) => {
    await requireReader(c, org)
    return c.json(await frameworkView(org))
  })
  app.get('/v1/studio/framework/export', async (c) => {
    await requireReader(c, org)
    const format = parse(Format, c.req.query('format') ?? 'json', 'format')
    return c.json({ text: await exportFramework(org, format) })
  })
  app.post('/v1/studio/framework/import', async (c) => {
    const { as, format, text } = await readBody(c, Import, 'framework')
    const { person } = await requireRole(c, org, team, as)
    return c.json(await importFramework(org, person, format, text))
  })
  app.post('/v1/studio/framework/edit', async (c) => {
    const { as, ...edit } = await readBody(c, Edit, 'edit')
    const { person } = await requireRole(c, org, team, as)
    const edited = await editObject(org, person, edit)
    if (edited.state !== 'conflict') return c.json(edited)
    const writer = (await listPeople(org)).find(({ id }) => id === edited.newest.person)
    return c.json({ ...edited, newest: { ...edited.newest, person: writer?.name ?? edited.newest.person } })
  })
  app.get('/v1/studio/framework/history/:kind/:id', async (c) => {
    await requireReader(c, org)
    const kind = parse(FrameworkKind, c.req.param('kind'), 'kind')
    return c.json(await frameworkHistory(org, kind, parse(Slug, c.req.param('id'), 'id')))
  })
  app.post('/v1/studio/framework/change', async (c) => {
    const { as, ...change } = await readBody(c, Change, 'change')
    const actor = await requireRole(c, org, team, as)
    return c.json(await changeFramework(org, actor, change))
  })
  app.get('/v1/studio/framework/remaps', async (c) => {
    await requireReader(c, org)
    return c.json(await openRemaps(org.db))
  })
  app.post('/v1/studio/framework/remaps/settle', async (c) => {
    const { as, ...answer } = await readBody(c, Settle, 'answer')
    const { person } = await requireRole(c, org, team, as)
    return c.json(await settleRemap(org, person, answer))
  })

  app.post('/v1/studio/profiles/confirm', async (c) => {
    const { as, ...confirmed } = await readBody(c, Confirm, 'confirmation')
    const actor = await requireRole(c, org, owners, as)
    return c.json(await confirmRoleProfile(org, actor, confirmed))
  })
  app.get('/v1/studio/tasks', async (c) => {
    await requireReader(c, org)
    return c.json(await studioTasks(org))
  })

  app.get('/v1/studio/losing-edits', async (c) => {
    const { person } = await requireRole(c, org, team, c.req.query('as'))
    return c.json(await losingEdits(org, person))
  })
  app.post('/v1/studio/losing-edits/settle', async (c) => {
    const { as, id } = await readBody(c, Losing, 'text')
    const { person } = await requireRole(c, org, team, as)
    await settleLosingEdit(org, person, id)
    return c.json({ id })
  })
  return app
}
