import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import * as v from 'valibot'
import { parse } from '#core/base'
import { customerRoutes } from './customer-routes.ts'
import { missing, page } from './page.ts'
import { incidentPage } from './pages/incident.ts'
import { settingsPage } from './pages/settings.ts'
import { text } from './records.ts'
import { seedRecords } from './seed.ts'
import { ticketRoutes } from './ticket-routes.ts'

const IncidentPost = v.object({ kind: text, text })

const asset = (name: string) => readFileSync(new URL(`./assets/${name}`, import.meta.url))
const assets = new Map([
  ['desk.css', { type: 'text/css; charset=utf-8', bytes: asset('desk.css') }],
  ['client.js', { type: 'text/javascript; charset=utf-8', bytes: asset('client.js') }],
  ['mark.svg', { type: 'image/svg+xml', bytes: asset('mark.svg') }],
])

/**
 * "Larkfield Desk": the internal tool of the demo, a plain service desk that knows nothing of Handrail. Its records live
 * in memory and start afresh with each call.
 */
export function createDesk({ nowMs = Date.now }: { nowMs?: () => number } = {}): Hono {
  const records = seedRecords(nowMs())
  const desk = new Hono()

  desk.use(async (c, next) => {
    await next()
    c.header('content-security-policy', "default-src 'self'; base-uri 'none'; frame-ancestors 'self'")
    c.header('cache-control', 'no-store')
  })

  desk.get('/', (c) => c.redirect('/tickets'))
  desk.get('/desk/:name', (c) => {
    const found = assets.get(c.req.param('name'))
    return found ? c.body(new Uint8Array(found.bytes), 200, { 'content-type': found.type }) : c.notFound()
  })
  desk.route('/', ticketRoutes(records, nowMs))
  desk.route('/', customerRoutes(records))
  desk.get('/reports/incident', (c) => page(incidentPage(null, c.req.query('sent') ?? null)))
  desk.post('/reports/incident', async (c) => {
    const form = parse(IncidentPost, await c.req.parseBody(), 'incident report')
    if (!form.kind || !form.text) return page(incidentPage('Choose a kind and describe what happened', null), 422)
    return c.redirect(`/reports/incident?sent=INC-${(nowMs() % 100_000).toString().padStart(5, '0')}`, 303)
  })
  desk.get('/settings', () => page(settingsPage()))
  desk.notFound(() => missing('page'))
  return desk
}
