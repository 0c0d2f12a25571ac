import { rmSync } from 'node:fs'
import * as v from 'valibot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from '#core/base'
import { GapBoard, GapPersons, GapReport } from '#core/competencies'
import { type LearningEvent, PROTOCOL } from '#core/events'
import { createApp } from '../../../sync/app.ts'
import { firstBrokenAudit } from '../../../sync/audit.ts'
import { initDemo } from '../../../sync/demo/init-demo.ts'
import { exchange } from '../../../sync/exchange.ts'
import { type Folder, openFolder } from '../../../sync/folder.ts'
import { type Organisation, readAdminToken, realWorld } from '../../../sync/organisation.ts'
import { demoAssessments } from '../../support/demo-content.ts'
import { eventSource } from '../../support/events.ts'
import { takeAttempt } from '../../support/learner-at-work.ts'
import { addDevice, addPerson, tempFolder } from '../../support/organisation.ts'
import { scoredAnswers } from '../../support/scored-answers.ts'

/** The demo organisation with twelve agents of the service desk, at a clock that can be moved. */
let org: Organisation
let folder: Folder
let nowMs = Date.parse('2026-11-22T08:00:00Z')
const agents = Array.from({ length: 12 }, (_, i) => `agent-${i + 1}`)
const content = demoAssessments()
const said: Record<string, string> = {}

beforeAll(async () => {
  folder = openFolder(tempFolder())
  const world = { ...realWorld, nowMs: () => nowMs, openEmbedder: () => null }
  org = await initDemo({ folder, log: () => {}, world })
  for (const id of agents) await addPerson(org, id, ['learner'])
  await org.db.updateTable('person').set({ profiles: '["service-desk-agent"]' }).where('id', 'in', agents).execute()
  for (const id of ['lena', 'amira', 'leo', 'sam']) said[id] = await addDevice(org, id)
  await addPerson(org, 'luis', ['ld'])
  said.luis = await addDevice(org, 'luis')
}, 120_000)
afterAll(async () => {
  await folder.close()
  rmSync(folder.path, { recursive: true, force: true })
})

async function ask(who: string, method: 'GET' | 'POST', path: string, body?: unknown) {
  const credential = who === 'operator' ? readAdminToken(folder.path) : (said[who] ?? '')
  const headers = { authorization: `Bearer ${credential}`, 'content-type': 'application/json' }
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) }
  const reply = await createApp(org).request(`/v1/studio/${path}`, init)
  return { status: reply.status, body: (await reply.json()) as unknown }
}
type Answer = Awaited<ReturnType<typeof ask>>
const board = async () => parse(GapBoard, (await ask('lena', 'GET', 'gaps')).body, 'board')
const report = async () => parse(GapReport, (await ask('lena', 'GET', 'gaps/report')).body, 'report')
const personsIn = (answer: Answer) => parse(GapPersons, answer.body, 'persons').people
const messageOf = (answer?: Answer) => parse(v.object({ message: v.string() }), answer?.body, 'refusal').message
const draft = (more: Record<string, unknown> = {}) => ({
  role: 'service-desk-agent',
  competency: 'handle-refund',
  sub: null,
  statement: 'Cannot decide a refund above the limit in the desk without asking a colleague',
  asked: [],
  priority: { impact: 'quality', goal: 'Refunds right the first time', size: 2, why: 'One in six comes back' },
  owner: 'lena',
  effect: 'At most one in twenty comes back',
  ...more,
})
const save = (id: string, more: Record<string, unknown> = {}, base = 0, who = 'lena') =>
  ask(who, 'POST', `gaps/${id}`, { base, gap: draft(more) })
const activate = (id: string, more: Record<string, unknown> = {}) => ask('lena', 'POST', `gaps/${id}/activate`, more)
async function rowOf(id: string) {
  const row = (await board()).gaps.find((each) => each.id === id)
  if (!row) throw new Error(`no gap ${id}`)
  return row
}

const hears = (person: string, events: readonly LearningEvent[]) =>
  exchange(org, person, { proto: PROTOCOL, now: nowMs, gen: 0, events: [...events] })
const attempt = (seed: number, correct: boolean) =>
  scoredAnswers(
    takeAttempt('refunds', content, () => ({ correct, confidence: 'sure' }), { source: eventSource(seed) }).events,
    content,
  )

describe('a gap', () => {
  it('is saved only with a specific statement, and about what a role needs', async () => {
    const vague = await save('g-vague', { statement: 'Needs improvement in refunds' })
    expect(vague).toMatchObject({ status: 400 })
    expect(messageOf(vague)).toMatch(/^The statement is not specific yet\. Missing: /)
    expect(await save('g-x', { role: 'pilot' })).toMatchObject({ status: 400 })
    expect(await save('g-x', { competency: 'juggling' })).toMatchObject({ status: 400 })
    expect(await save('g-x', { sub: 'ticket-priority' })).toMatchObject({ status: 400 })
    expect(await save('g-x', { owner: 'nobody' })).toMatchObject({ status: 400 })
    expect(await save('g-x', {}, 0, 'leo')).toMatchObject({ status: 403 })
    expect((await board()).gaps).toEqual([])
  })

  it('cannot be written active, nor its decisions', async () => {
    expect(await save('g-x', { state: 'active' })).toMatchObject({ status: 400 })
    expect(await save('g-x', { decisions: [] })).toMatchObject({ status: 400 })
  })

  it('says who asserted what it rests on, and what level the role requires', async () => {
    expect(await save('g-1')).toMatchObject({ status: 200, body: { state: 'saved', version: 1 } })
    // a host that changes in between sends twice
    expect(await save('g-1')).toMatchObject({ body: { state: 'same', version: 1 } })
    expect(await rowOf('g-1')).toMatchObject({
      required: {
        level: 2,
        unconfirmed: false,
        said: [{ evidence: 'department-head' }, { evidence: 'high-performer' }],
      },
      baseline: { state: 'current', reviewedOn: '2026-06-15' },
      sums: { assessment: { state: 'too-few' }, observation: { state: 'too-few' } },
      ownerName: 'Lena Fischer',
    })
  })

  it('keeps the text of who came second', async () => {
    expect(await save('g-1', { effect: 'Nearly none' }, 1)).toMatchObject({ body: { state: 'saved', version: 2 } })
    const late = await save('g-1', { effect: 'Some fewer' }, 1, 'amira')
    expect(late.body).toMatchObject({
      state: 'conflict',
      newest: { version: 2, body: draft({ effect: 'Nearly none' }) },
    })
    const lost = await org.db.selectFrom('losing_edit').select(['body', 'person']).executeTakeFirstOrThrow()
    expect(lost.person).toBe('amira')
    expect(JSON.parse(lost.body)).toEqual(draft({ effect: 'Some fewer' }))
  })
})

describe('active gaps', () => {
  it('have a goal, an owner and an effect, and keep them', async () => {
    await save('g-bare', { owner: null, effect: null, priority: null })
    expect(await activate('g-bare')).toMatchObject({ status: 409, body: { code: 'not-ready' } })
    expect(await activate('g-1')).toMatchObject({ status: 200, body: { state: 'active' } })
    expect(await activate('g-1')).toMatchObject({ status: 200, body: { state: 'active' } })
    expect(await save('g-1', { owner: null }, 3)).toMatchObject({ status: 400 })
    expect(await ask('amira', 'POST', 'gaps/g-1/activate', {})).toMatchObject({ status: 403 })
    // what was chosen to be worked on cannot become something else in silence
    const { version } = await rowOf('g-1')
    expect(await save('g-1', { competency: 'resolve-delivery' }, version)).toMatchObject({ status: 400 })
    expect(await save('new')).toMatchObject({ status: 400 })
  })

  it('are three, also where six are asked for in the same moment', async () => {
    const ids = ['g-2', 'g-3', 'g-4', 'g-5', 'g-6', 'g-7']
    for (const id of ids) await save(id, { statement: `${draft().statement}, case ${id}` })
    const done = await Promise.all(ids.map((id) => activate(id)))
    expect(done.filter(({ status }) => status === 200)).toHaveLength(2)
    const refused = done.find(({ status }) => status === 409)
    expect(messageOf(refused)).toContain('3 gaps are active already: “Cannot decide a refund')
    expect((await board()).active).toBe(3)
  })

  it('are four only on somebody’s word, which stays for ever', async () => {
    const open = (await board()).gaps.find(({ id, gap }) => gap.state === 'candidate' && id !== 'g-bare')
    if (!open) throw new Error('no candidate is left')
    expect(await activate(open.id, { override: { reason: 'short' } })).toMatchObject({ status: 400 })
    const reason = 'The regulator asks for it by March'
    expect(
      await ask('operator', 'POST', `gaps/${open.id}/activate`, { as: 'lena', override: { reason } }),
    ).toMatchObject({
      status: 200,
    })
    await ask('lena', 'POST', `gaps/${open.id}/close`, { reason: 'It is done, measured in March' })
    const row = await rowOf(open.id)
    expect(row.gap.state).toBe('closed')
    expect(row.gap.decisions).toMatchObject([
      { act: 'recorded' },
      { act: 'activated-over-limit', person: 'lena', reason },
      { act: 'closed', reason: 'It is done, measured in March' },
    ])
    expect(row.gap.decisions[1]?.beside).toHaveLength(3)
    expect(await ask('lena', 'POST', `gaps/${open.id}/reopen`, { reason: 'It came back again' })).toMatchObject({
      body: { state: 'candidate' },
    })
  })
})

describe('what people can do now', () => {
  const header = 'person,competency,type,value,needed,date,source'

  it('comes from three sources, of ten people and more, and missing is nowhere a zero', async () => {
    for (const [i, id] of agents.slice(0, 10).entries()) await hears(id, await attempt(i + 1, i % 2 === 0))
    const lines = agents.slice(0, 4).map((id) => `${id},handle-refund,observation,1,,2026-10-01,Mona`)
    const report = await ask('lena', 'POST', 'gaps/evidence', {
      csv: [
        header,
        ...lines,
        'agent-1,handle-refund,performance,97,>=95,2026-11-01,QA',
        'zoe,x,observation,1,,2026-10-01,M',
      ].join('\n'),
    })
    expect(report.body).toMatchObject({ taken: 5, same: 0, refused: [{ line: 7, reason: 'there is no person "zoe"' }] })
    expect((await rowOf('g-1')).sums).toMatchObject({
      assessment: { state: 'counted', people: 10, below: 0.5 },
      observation: { state: 'too-few' },
      performance: { state: 'too-few' },
    })
  })

  it('is corrected by a later line, and the same line changes nothing', async () => {
    const csv = (value: number) => `${header}\nagent-1,handle-refund,performance,${value},>=95,2026-11-01,QA`
    expect((await ask('lena', 'POST', 'gaps/evidence', { csv: csv(97) })).body).toMatchObject({ taken: 0, same: 1 })
    expect((await ask('lena', 'POST', 'gaps/evidence', { csv: csv(90) })).body).toMatchObject({ taken: 1, same: 0 })
    expect(await ask('amira', 'POST', 'gaps/evidence', { csv: csv(90) })).toMatchObject({ status: 403 })
  })

  it('is shown of persons only inside a case with a reason, to who opened it, until it ends', async () => {
    const id = 'case-1'
    const reason = 'Which agents need the lamp workshop in December'
    expect(await ask('lena', 'GET', `gaps/g-1/cases/${id}`)).toMatchObject({ status: 404 })
    expect(await ask('lena', 'POST', 'gaps/g-1/cases', { id, reason: 'curious' })).toMatchObject({ status: 400 })
    expect(await ask('amira', 'POST', 'gaps/g-1/cases', { id, reason })).toMatchObject({ status: 403 })
    expect(await ask('operator', 'GET', `gaps/g-1/cases/${id}`)).toMatchObject({ status: 403 })
    expect(await ask('lena', 'POST', 'gaps/g-1/cases', { id, reason })).toMatchObject({
      status: 200,
      body: { people: 13 },
    })
    await addPerson(org, 'agent-late', ['learner'])
    await org.db
      .updateTable('person')
      .set({ profiles: '["service-desk-agent"]' })
      .where('id', '=', 'agent-late')
      .execute()
    const people = personsIn(await ask('lena', 'GET', `gaps/g-1/cases/${id}`))
    const of = (person: string) => people.find((each) => each.person === person)
    expect(of('agent-late')).toBeUndefined()
    expect(of('agent-1')).toMatchObject({
      readings: {
        assessment: { says: 'meets', value: 'can do it alone', on: '2026-11-21', from: 'refunds', old: false },
        observation: { says: 'below', value: 'level 1 (required 2)', on: '2026-10-01', from: 'Mona' },
        performance: { says: 'below', value: '90 (needed >=95)', on: '2026-11-01', from: 'QA' },
      },
      disagree: true,
    })
    expect(of('agent-2')).toMatchObject({
      readings: { assessment: { says: 'below' }, performance: null },
      disagree: false,
    })
    expect(of('agent-12')?.readings).toEqual({ assessment: null, observation: null, performance: null })
    expect(JSON.stringify(people)).not.toMatch(/T\d\d:|in my own words/)

    // the gap turned to something else is not a way to look at the same people once more
    expect(await ask('lena', 'POST', 'gaps/g-1/set-aside', { reason: 'To be looked at again' })).toMatchObject({
      status: 200,
    })
    const { gap, version } = await rowOf('g-1')
    const sub = gap.sub === null ? 'refund-limits' : null
    const { state: _state, decisions: _decisions, ...written } = gap
    const turned = await ask('amira', 'POST', 'gaps/g-1', { base: version, gap: { ...written, sub } })
    expect(turned).toMatchObject({ body: { state: 'saved' } })
    expect(personsIn(await ask('lena', 'GET', `gaps/g-1/cases/${id}`))).toEqual(people)
    const { version: turnedVersion } = await rowOf('g-1')
    await ask('amira', 'POST', 'gaps/g-1', { base: turnedVersion, gap: written })
    expect(await activate('g-1', { override: { reason: 'It was active before it was turned' } })).toMatchObject({
      status: 200,
    })
    expect(await ask('luis', 'GET', `gaps/g-1/cases/${id}`)).toMatchObject({ status: 403 })
    expect((await ask('luis', 'GET', 'gaps/g-1/cases')).body).toMatchObject([
      { id, reason, openedBy: 'lena', state: 'open' },
    ])
    nowMs += 15 * 86_400_000
    expect(await ask('lena', 'GET', `gaps/g-1/cases/${id}`)).toMatchObject({ status: 403 })
    nowMs -= 15 * 86_400_000
    expect(await ask('lena', 'POST', `gaps/g-1/cases/${id}/close`, {})).toMatchObject({ body: { state: 'closed' } })
    expect(await ask('lena', 'GET', `gaps/g-1/cases/${id}`)).toMatchObject({ status: 403 })
    // who is named in it sees who looked and why; others see nothing of it
    const readers = async (who: string) => {
      const headers = { authorization: `Bearer ${said[who]}` }
      const reply = await createApp(org).request('/v1/me/readers', { headers })
      return reply.json() as unknown
    }
    expect(await readers('leo')).toEqual([
      {
        id,
        about: expect.any(String),
        reason,
        by: 'Lena Fischer',
        openedAt: expect.any(String),
        until: expect.any(String),
        state: 'closed',
        looks: [expect.any(String), expect.any(String)],
      },
    ])
    expect(JSON.stringify(await readers('leo'))).not.toMatch(/agent-/)
    expect(await readers('amira')).toEqual([])
    const audit = await org.db
      .selectFrom('audit')
      .select(['action', 'target'])
      .where('action', 'like', 'gap-%')
      .execute()
    expect(audit.filter(({ action }) => action === 'gap-persons-read')).toEqual([
      { action: 'gap-persons-read', target: `g-1 ${id}` },
      { action: 'gap-persons-read', target: `g-1 ${id}` },
    ])
    expect(await firstBrokenAudit(org.db)).toBeNull()
  })
})

describe('a role profile that nobody confirmed for a year', () => {
  it('marks its gaps as fiction and keeps them out of the report until its owner confirms it', async () => {
    expect(await report()).toMatchObject({ leftOut: [] })
    expect((await report()).gaps.length).toBeGreaterThan(5)
    const before = nowMs
    nowMs = Date.parse('2027-07-15T08:00:00Z')
    expect((await rowOf('g-1')).baseline).toEqual({ state: 'fiction', reviewedOn: '2026-06-15' })
    const stale = await report()
    expect(stale.gaps).toEqual([])
    expect(stale.leftOut[0]?.why).toContain('the baseline is fiction until its owner confirms it')
    const Objects = v.array(v.object({ id: v.string(), body: v.record(v.string(), v.unknown()) }))
    const profiles = await ask('lena', 'GET', 'objects?kind=role-profile&bodies=1')
    const [there] = parse(Objects, profiles.body, 'role profiles')
    if (!there) throw new Error('the demo has no role profile')
    await ask('operator', 'POST', 'objects', {
      as: 'amira',
      objects: [{ kind: 'role-profile', id: there.id, authors: [], body: { ...there.body, reviewedOn: '2027-07-15' } }],
    })
    // a draft is nobody's word
    expect((await report()).gaps).toEqual([])
    const confirm = { id: there.id, base: 2, note: 'On the phone with the owner' }
    expect((await ask('lena', 'POST', 'profiles/confirm', confirm)).body).toMatchObject({ state: 'saved' })
    expect((await report()).gaps.length).toBeGreaterThan(5)
    nowMs = before
  })
})
