import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sha256Hex } from '#core/base'
import { objectBytes } from '#core/content'
import { PROTOCOL } from '#core/events'
import { createApp } from '../../../sync/app.ts'
import { demoObjects } from '../../support/demo-content.ts'
import { eventSource } from '../../support/events.ts'
import { addDevice, type TestOrganisation, testOrganisation } from '../../support/organisation.ts'

const order = demoObjects().find(({ id }) => id === 'handover-steps')
const own = demoObjects().find(({ id }) => id === 'refund-lamp-80')
let test: TestOrganisation
let credential: string
beforeEach(async () => {
  test = await testOrganisation()
  credential = await addDevice(test.org, 'leo')
  for (const object of [order, own]) {
    if (!object) throw new Error('not in the demo')
    const bytes = objectBytes(object)
    const sha256 = sha256Hex(bytes)
    const { kind, id, version } = object
    await test.org.db
      .insertInto('blob')
      .values({ sha256, bytes: Buffer.from(bytes) })
      .execute()
    await test.org.db
      .insertInto('object_version')
      .values({ kind, id, version, sha256, author: 'amira', imported_ms: 0 })
      .execute()
  }
})
afterEach(() => test.remove())

const source = eventSource(5)
const answer = (more: Record<string, unknown>) =>
  source.event({
    kind: 'item-answered',
    data: {
      attempt: '019a7b2c-0000-7000-8000-000000000001',
      item: 'handover-steps',
      version: 1,
      response: { answer: 'order', order: ['nothing', 'of', 'it'] },
      score: 1,
      correct: true,
      state: 'scored',
      confidence: 'sure',
      aided: false,
      tookMs: 1000,
      ...more,
    },
  })
async function marks(events: unknown[]) {
  const body = JSON.stringify({ proto: PROTOCOL, now: 0, gen: 0, events })
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${credential}` }
  const reply = await createApp(test.org).request('/v1/sync', { method: 'POST', headers, body })
  expect(reply.status).toBe(200)
  return test.org.db.selectFrom('score_differs').select(['answer', 'score']).execute()
}

describe('the server', () => {
  it('marks an answer that its device scored otherwise than the task does, and keeps the event', async () => {
    const forged = answer({})
    expect(await marks([forged, forged])).toEqual([{ answer: forged.id, score: null }])
    expect(await test.org.db.selectFrom('event').select('id').execute()).toEqual([{ id: forged.id }])
  })

  it('leaves alone what it cannot tell: own words, and a version it does not hold', async () => {
    const text = { answer: 'text', text: 'I would ask the team lead to approve it first.' }
    expect(await marks([answer({ item: 'refund-lamp-80', response: text }), answer({ version: 9 })])).toEqual([])
  })
})
