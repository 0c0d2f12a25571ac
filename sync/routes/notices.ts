import { Hono } from 'hono'
import * as v from 'valibot'
import { parse } from '#core/base'
import { Slug } from '#core/content'
import { type AppEnv, readBody, requireOperator, requireRole } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { mailState, setMailAddress, stopMail } from '../studio/mail-addresses.ts'
import { MailAddress, readMailSettings } from '../studio/mail-settings.ts'
import { createNotices } from '../studio/notices.ts'

/** What waits for who asks, and whether they are told by mail. */
export function noticeRoutes(org: Organisation): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/v1/studio/notices', async (c) => {
    const actor = await requireRole(c, org, [], c.req.query('as'))
    const notices = await (await createNotices(org))(actor)
    const possible = readMailSettings(process.env) !== null
    return c.json({ notices, mail: { possible, ...(await mailState(org, actor.person)) } })
  })
  app.post('/v1/studio/notices/mail', async (c) => {
    const { as, stopped } = await readBody(c, v.strictObject({ as: v.optional(Slug), stopped: v.boolean() }), 'mail')
    const { person } = await requireRole(c, org, [], as)
    await stopMail(org, person, stopped)
    return c.json({ stopped })
  })
  app.post('/v1/studio/people/:id/email', async (c) => {
    requireOperator(c)
    const { address } = await readBody(c, v.strictObject({ address: v.nullable(MailAddress) }), 'e-mail address')
    const person = parse(Slug, c.req.param('id'), 'person')
    await setMailAddress(org, person, address)
    return c.json({ person, set: address !== null })
  })
  return app
}
