import { Hono } from 'hono'
import * as v from 'valibot'
import { gateNames, readinessStepNames, StepEvidence } from '#core/authoring'
import { parse } from '#core/base'
import { Slug } from '#core/content'
import { type AppEnv, readBody, requireReader, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { giveEvidence, readinessView, setSwitch } from '../studio/readiness.ts'

const readers = ['author', 'sme', 'ld', 'auditor'] as const
const As = v.optional(Slug)
const Evidence = v.strictObject({
  as: As,
  base: v.pipe(v.number(), v.integer(), v.minValue(0)),
  evidence: StepEvidence,
})
const Switch = v.strictObject({ as: As, on: v.boolean() })

/** How far an organisation is, step by step, and what may be switched on because of it. */
export function readinessRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/v1/studio/readiness', async (c) => {
    const reader = await requireReader(c, org, readers)
    return c.json(await readinessView(org, reader?.roles.includes('ld') ?? false))
  })
  app.post('/v1/studio/readiness/:step', async (c) => {
    const step = parse(v.picklist(readinessStepNames), c.req.param('step'), 'step')
    const { as, base, evidence } = await readBody(c, Evidence, 'evidence')
    const { person } = await requireRole(c, org, ['ld'], as)
    return c.json(await giveEvidence(org, person, step, base, evidence))
  })
  app.post('/v1/studio/switches/:gate', async (c) => {
    const gate = parse(v.picklist(gateNames), c.req.param('gate'), 'switch')
    const { as, on } = await readBody(c, Switch, 'switch')
    const { person } = await requireRole(c, org, ['ld'], as)
    return c.json(await setSwitch(org, person, gate, on))
  })
  return app
}
