import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createMemoryEventStore } from '#core/adapters/memory'
import { createOfferPerson } from '../../../core/engine/offer-person.ts'
import type { MyRecord } from '../../../core/engine-api.ts'
import { createApp } from '../../../sync/app.ts'
import { initDemo } from '../../../sync/demo/init-demo.ts'
import { enrolmentLink } from '../../../sync/enrolment-link.ts'
import { type Folder, openFolder } from '../../../sync/folder.ts'
import { type Organisation, realWorld } from '../../../sync/organisation.ts'
import { setProfiles } from '../../../sync/people.ts'
import { demoObjects } from '../../support/demo-content.ts'
import { testDevice } from '../../support/engine.ts'

// without vectors in the release: nothing here is about meaning
const world = { ...realWorld, openEmbedder: () => null }
const path = mkdtempSync(join(tmpdir(), 'handrail-offers-'))
let folder: Folder
let org: Organisation

beforeAll(async () => {
  folder = openFolder(path)
  org = await initDemo({ folder, world, log: () => {} })
})
afterAll(async () => {
  await folder.close()
  rmSync(path, { recursive: true, force: true })
})

async function device() {
  const app = createApp(org)
  const clock = { ms: Date.now() }
  const made = testDevice(
    (request) => app.fetch(request),
    () => clock.ms,
  )
  await made.engine.enrol(await enrolmentLink(org, 'leo', 'https://desk.example'))
  return { ...made, clock }
}
const form = {
  host: '127.0.0.1:8788',
  pathShape: '/tickets/:id/refund',
  title: 'Refund order LF-48211 · Larkfield Desk',
  headings: ['Refund order'],
  labels: ['Refund amount £', 'Reason for refund'],
  focused: null,
  banners: [],
}

it('stops offering what a person never opens, until they open it themselves', async () => {
  const { engine, newId, clock } = await device()
  const offer = await engine.offer(form)
  expect(offer).toMatchObject({ aid: { id: 'refund-approval' }, by: 'rule', placement: 'refund-form' })
  expect(offer?.why).toEqual(['you are in 127.0.0.1', 'this is a page like /tickets/*/refund'])
  for (let i = 0; i < 20; i++) if (offer) await engine.noteOffered(newId(), offer)
  expect(await engine.offer(form), 'one restless page silences nothing').not.toBeNull()
  for (let day = 1; day < 5; day++) {
    clock.ms += 86_400_000
    if (offer) await engine.noteOffered(newId(), offer)
  }
  expect(await engine.offer(form)).toBeNull()
  if (offer) await engine.noteOpened(newId(), offer.aid, 'panel')
  expect((await engine.offer(form))?.aid.id).toBe('refund-approval')
})

it('offers another placed aid first when this person found one not helpful', async () => {
  const { engine, newId } = await device()
  const inReason = { ...form, focused: 'Reason for refund' }
  const first = await engine.offer(inReason)
  expect(first?.aid.id).toBe('before-you-refund')
  if (first) await engine.rateAid(newId(), first.aid, 'not-helpful')
  expect((await engine.offer(inReason))?.aid.id).toBe('refund-approval')
  if (first) await engine.rateAid(newId(), first.aid, 'helpful')
  expect((await engine.offer(inReason))?.aid.id).toBe('before-you-refund')
})

it('offers by meaning on a page of a tool nobody placed anything in', async () => {
  const { engine } = await device()
  const page = {
    ...form,
    host: 'orders.example',
    pathShape: '/returns/:id',
    title: 'Return',
    headings: ['Approve refund'],
    labels: ['Refund amount', 'Approved by team lead'],
  }
  const offer = await engine.offer(page)
  expect(offer).toMatchObject({ aid: { id: 'refund-approval' }, by: 'meaning', placement: null })
  expect(offer?.reason).toContain('refund')
})

it('explains a page to who asks: what is offered, what else was near, and why that was not offered', async () => {
  const { engine } = await device()
  const inReason = { ...form, focused: 'Reason for refund' }
  const asked = await engine.explain(inReason)
  expect(asked.meaning).toBe('judged')
  expect(asked.aids[0]).toMatchObject({ aid: { id: 'before-you-refund' }, by: 'rule', quiet: null })
  expect(asked.aids.filter(({ by }) => by === 'meaning').map(({ quiet }) => quiet)).toEqual([
    'unsure',
    'unsure',
    'unsure',
  ])

  const putAway = await engine.explain(inReason, [{ kind: 'job-aid', id: 'before-you-refund' }])
  expect(putAway.aids[0]).toMatchObject({ aid: { id: 'before-you-refund' }, quiet: 'put-away' })
  expect((await engine.offer(inReason, [{ kind: 'job-aid', id: 'before-you-refund' }]))?.aid.id).not.toBe(
    'before-you-refund',
  )
})

it('offers nothing that is for another job, once somebody says which jobs this person has', async () => {
  const { engine, clock } = await device()
  expect((await engine.offer(form))?.aid.id).toBe('refund-approval')
  await setProfiles(org, 'leo', ['warehouse-clerk'])
  await engine.refresh()
  expect(await engine.offer(form)).toBeNull()
  expect((await engine.explain(form)).aids).toEqual([])
  const answer = await engine.search({ text: 'refund' })
  expect(answer.hits.length, 'it is found all the same').toBeGreaterThan(0)

  await setProfiles(org, 'leo', ['service-desk-agent'])
  await engine.refresh()
  expect(await engine.offer(form), 'asked once an hour').toBeNull()
  clock.ms += 3_600_000
  await engine.refresh()
  expect((await engine.offer(form))?.aid.id).toBe('refund-approval')
})

it('knows the parts of what a person can do alone, and nothing from what they did with help', async () => {
  const competencies = demoObjects().filter(({ kind }) => kind === 'competency')
  const standing = (id: string, alone: 'can-do' | 'not-yet', withAid: 'can-do' | 'not-yet') => ({
    id,
    title: id,
    alone,
    withAid,
    lastEvidenceAtMs: null,
    why: '',
  })
  const record: MyRecord = {
    attempts: [],
    aids: [],
    events: 0,
    competencies: [standing('handle-refund', 'can-do', 'not-yet'), standing('protect-account', 'not-yet', 'can-do')],
  }
  const held = competencies.map((envelope) => ({
    entry: { ...envelope, sha256: '', length: 0, approvals: [], withheld: null },
    envelope,
  }))
  const personNow = createOfferPerson({
    installed: { ofKind: async () => held },
    events: createMemoryEventStore(),
    record: async () => record,
    profiles: async () => null,
  })
  const { canDoAlone } = await personNow([])
  expect(canDoAlone).toContain('handle-refund')
  expect(canDoAlone).toContain('refund-limits')
  expect(canDoAlone).not.toContain('protect-account')
})
