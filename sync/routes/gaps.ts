import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { parse } from '#core/base'
import { GapDraft, GapId } from '#core/competencies'
import { Slug } from '#core/content'
import { type AppEnv, readBody, requireReader, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { activate, decide, saveGap } from '../studio/gaps.ts'
import { gapBoard, gapReport } from '../studio/gaps-board.ts'
import { closeCase, gapCases, gapPersons, openCase } from '../studio/gaps-cases.ts'
import { importEvidence } from '../studio/gaps-evidence.ts'

const writers = ['author', 'sme', 'ld'] as const
/** Deciding what is worked on, and looking at persons. */
const leads = ['ld'] as const

const As = v.optional(Slug)
const reason = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(10, 'must say why, in at least ten characters'),
  v.maxLength(500, 'must have at most 500 characters'),
)
const Save = v.strictObject({ as: As, base: v.pipe(v.number(), v.integer(), v.minValue(0)), gap: GapDraft })
const Activate = v.strictObject({ as: As, override: v.optional(v.strictObject({ reason })) })
const Decide = v.strictObject({ as: As, reason })
const Only = v.strictObject({ as: As })
const NewCase = v.strictObject({ as: As, id: Slug, reason })
const Evidence = v.strictObject({ as: As, csv: v.pipe(v.string(), v.minLength(1), v.maxLength(4 * 1024 * 1024)) })
const acts = { 'set-aside': 'set-aside', close: 'closed', reopen: 'reopened' } as const

/** The gap audit: three passes, what is decided on them, and cases to look at persons. */
export function gapRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const idOf = (c: Context<AppEnv>) => parse(GapId, c.req.param('id'), 'gap')
  const lead = (c: Context<AppEnv>) => {
    const as = c.req.query('as')
    return requireRole(c, org, leads, as === undefined ? undefined : parse(Slug, as, 'as'))
  }

  app.get('/v1/studio/gaps', async (c) => {
    // the operator reads sums; persons are for a named L&D lead
    const reader = await requireReader(c, org)
    return c.json(await gapBoard(org, reader?.roles.includes('ld') ?? false))
  })
  app.get('/v1/studio/gaps/report', async (c) => {
    await requireReader(c, org)
    return c.json(await gapReport(org))
  })
  app.post('/v1/studio/gaps/evidence', async (c) => {
    const { as, csv } = await readBody(c, Evidence, 'evidence')
    const { person } = await requireRole(c, org, leads, as)
    return c.json(await importEvidence(org, person, csv))
  })

  app.post('/v1/studio/gaps/:id', async (c) => {
    const { as, base, gap } = await readBody(c, Save, 'gap')
    const { person } = await requireRole(c, org, writers, as)
    return c.json(await saveGap(org, person, idOf(c), base, gap))
  })
  app.post('/v1/studio/gaps/:id/activate', async (c) => {
    const { as, override } = await readBody(c, Activate, 'activation')
    const { person } = await requireRole(c, org, leads, as)
    return c.json(await activate(org, person, idOf(c), override?.reason ?? null))
  })
  for (const [path, act] of Object.entries(acts))
    app.post(`/v1/studio/gaps/:id/${path}`, async (c) => {
      const body = await readBody(c, Decide, 'decision')
      const { person } = await requireRole(c, org, leads, body.as)
      return c.json(await decide(org, person, idOf(c), act, body.reason))
    })

  app.get('/v1/studio/gaps/:id/cases', async (c) => {
    await lead(c)
    return c.json(await gapCases(org, idOf(c)))
  })
  app.post('/v1/studio/gaps/:id/cases', async (c) => {
    const body = await readBody(c, NewCase, 'case')
    const { person } = await requireRole(c, org, leads, body.as)
    return c.json(await openCase(org, person, body.id, idOf(c), body.reason))
  })
  app.get('/v1/studio/gaps/:id/cases/:case', async (c) => {
    const { person } = await lead(c)
    return c.json(await gapPersons(org, person, idOf(c), parse(Slug, c.req.param('case'), 'case')))
  })
  app.post('/v1/studio/gaps/:id/cases/:case/close', async (c) => {
    const { as } = await readBody(c, Only, 'case')
    const { person } = await requireRole(c, org, leads, as)
    return c.json(await closeCase(org, person, idOf(c), parse(Slug, c.req.param('case'), 'case')))
  })
  return app
}
