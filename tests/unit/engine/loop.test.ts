import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '#core/base'
import { createApp } from '../../../sync/app.ts'
import { initDemo } from '../../../sync/demo/init-demo.ts'
import { enrolmentLink } from '../../../sync/enrolment-link.ts'
import { type Folder, openFolder } from '../../../sync/folder.ts'
import type { Organisation } from '../../../sync/organisation.ts'
import { composeRelease } from '../../../sync/studio/compose-release.ts'
import { importObjects } from '../../../sync/studio/import-objects.ts'
import { latestObjects } from '../../../sync/studio/stored-objects.ts'
import { type TestDevice, testDevice } from '../../support/engine.ts'
import { blindResponse } from '../../support/responses.ts'

const path = mkdtempSync(join(tmpdir(), 'handrail-loop-'))
let folder: Folder
let org: Organisation
let send: (request: Request) => Response | Promise<Response>

beforeAll(async () => {
  folder = openFolder(path)
  org = await initDemo({ folder, log: () => {} })
  const app = createApp(org)
  send = (request) => app.fetch(request)
})
afterAll(async () => {
  await folder.close()
  rmSync(path, { recursive: true, force: true })
})

async function enrolled(person: string): Promise<TestDevice> {
  const device = testDevice(send)
  await device.engine.enrol(await enrolmentLink(org, person, 'https://desk.example'))
  return device
}

describe('a device', () => {
  it('shows who an enrolment link is for before anything is sent, and refuses what is none', async () => {
    const { engine } = testDevice(send)
    const preview = await engine.previewLink(await enrolmentLink(org, 'leo', 'https://desk.example'))
    expect(preview).toMatchObject({ server: 'https://desk.example', tenant: 'larkfield' })
    expect(preview.fingerprint).toMatch(/^([0-9a-f]{4} ){4}[0-9a-f]{4}$/)
    for (const bad of ['hello', 'http://desk.example/enrol#larkfield.abc.def', 'javascript:alert(1)'])
      await expect(engine.previewLink(bad), bad).rejects.toMatchObject({ code: 'bad-link' })
    await expect(engine.sync()).rejects.toMatchObject({ code: 'not-enrolled' })
  })

  it('refuses a server whose root is not the one of the link, and the code is not spent', async () => {
    const { engine } = testDevice(send)
    const link = await enrolmentLink(org, 'leo', 'https://desk.example')
    const forged = link.replace(/[0-9a-f]{64}$/, '0'.repeat(64))
    await expect(engine.enrol(forged)).rejects.toMatchObject({ code: 'wrong-root' })
    const wrongCode = link.replace(/\.[\w-]{22}\./, `.${'A'.repeat(22)}.`)
    await expect(engine.enrol(wrongCode)).rejects.toMatchObject({ code: 'bad-code' })
    expect((await engine.enrol(link)).name).toBe('Leo Martins')
  })

  it('installs the release on enrolling and says who approved what, from which source', async () => {
    const { engine } = await enrolled('leo')
    expect(await engine.release()).toMatchObject({ version: 1, lease: 'fresh', refused: null })
    const aids = await engine.aids()
    expect(aids.length).toBeGreaterThanOrEqual(8)
    for (const aid of aids) {
      const opened = await engine.open(aid)
      expect(opened?.trust.approvals.map(({ role }) => role)).toEqual(['sme', 'ld'])
      expect(opened?.trust.sources.length).toBeGreaterThan(0)
      expect(opened?.trust.sources.every(({ change }) => change === null)).toBe(true)
      expect(opened?.blocks.length).toBeGreaterThan(0)
    }
  })

  it('finds an aid by words at once and by meaning once the model is there, each hit with a reason', async () => {
    const { engine } = await enrolled('leo')
    const { hits: byWords } = await engine.search({ text: 'refund limit' })
    expect(byWords[0]?.title.toLowerCase()).toContain('refund')
    expect(byWords.every(({ why }) => why.length > 0)).toBe(true)
    await expect
      .poll(async () => (await engine.search({ text: 'customer wants money back' })).by, { timeout: 20_000 })
      .toBe('words-and-meaning')
    const { hits: byMeaning } = await engine.search({ text: 'customer wants money back' })
    expect(byMeaning.slice(0, 3).some(({ title }) => /refund/i.test(title))).toBe(true)
  })

  it('offers the placed aid on the page it belongs to, and nothing on a page with nothing to say', async () => {
    const { engine } = await enrolled('leo')
    const page = { title: 'Larkfield Desk', labels: [], focused: null, banners: [] }
    const offer = await engine.offer(
      { ...page, host: '127.0.0.1', pathShape: '/tickets/:id/refund', headings: ['Refund'] },
      [],
    )
    expect(offer).toMatchObject({ by: 'rule' })
    expect(offer?.reason.length).toBeGreaterThan(5)
    expect(
      await engine.offer(
        { ...page, host: 'weather.example', pathShape: '/', title: 'Weather', headings: ['Sunny tomorrow'] },
        [],
      ),
    ).toBeNull()
  })
})

describe('a learner', () => {
  it('offline, answers, is told why, and each answer reaches the server once when it is back', async () => {
    const phone = await enrolled('leo')
    const { engine, newId } = phone
    phone.online = false
    const [next] = await engine.today()
    expect(next).toMatchObject({ step: 'start-assessment' })
    expect(next?.why.length).toBeGreaterThan(10)

    let turn = await engine.startAttempt(newId(), next?.ref?.id ?? '')
    const attempt = turn.attempt
    const states: string[] = []
    for (let n = 0; n < 40 && turn.state !== 'finished'; n++) {
      states.push(turn.state)
      if (turn.state === 'remedial') {
        await engine.noteOpened(newId(), turn.aid, 'attempt', attempt)
        turn = await engine.remedialDone(newId(), attempt, turn.subCompetency.id)
        continue
      }
      expect(JSON.stringify(turn.item)).not.toMatch(/"(key|correct|criteria|model)"/)
      const id = newId()
      const response = blindResponse(turn.item.control, createRandom(1))
      const first = await engine.answer(id, attempt, turn.item.id, response, 'sure')
      // the face tries again because it never saw the reply
      const again = await engine.answer(id, attempt, turn.item.id, response, 'sure')
      expect(again.next).toEqual(first.next)
      turn = first.next
    }
    expect(states).toContain('remedial')
    expect(turn.state === 'finished' && turn.result.verdict).toMatch(/not-yet|cannot-tell|waiting/)
    expect(turn.state === 'finished' && turn.result.ability.calibrated).toBe(false)
    expect(await engine.turn(attempt)).toEqual(turn)

    expect((await engine.sync()).state).toBe('offline')
    expect((await engine.record()).attempts[0]).toMatchObject({ attempt, sent: false })
    phone.online = true
    expect((await engine.sync()).state).toBe('in-sync')
    const answered = await org.db
      .selectFrom('event')
      .select(['id', 'body'])
      .where('kind', '=', 'item-answered')
      .execute()
    const local = JSON.parse(await engine.exportRecord()) as { events: { id: string; kind: string }[] }
    const own = local.events.filter(({ kind }) => kind === 'item-answered').map(({ id }) => id)
    expect(own.length).toBeGreaterThan(1)
    expect(own.filter((id) => answered.filter((row) => row.id === id).length === 1)).toEqual(own)
    expect((await engine.record()).attempts[0]).toMatchObject({ attempt, sent: true })
  })
})

describe('an edited aid', () => {
  it('reaches a device only when the SME and the L&D reviewer signed those bytes and the release is signed', async () => {
    const leo = await enrolled('leo')
    const sam = await enrolled('sam')
    const lena = await enrolled('lena')
    const before = (await latestObjects(org.db)).find(({ kind }) => kind === 'job-aid')!
    const title = 'A title nobody has seen before'
    const report = await importObjects(org, 'amira', [
      { kind: 'job-aid', id: before.id, authors: [], body: { ...before.envelope.body, title } },
    ])
    expect(report.taken).toMatchObject([{ id: before.id, state: 'changed' }])
    const { sha256 } = report.taken[0]!

    await expect(sam.engine.approve([sha256], 'sme')).rejects.toMatchObject({ code: 'no-key' })
    expect(await sam.engine.requestSigningKey()).toMatchObject({ state: 'trusted' })
    expect(await lena.engine.requestSigningKey()).toMatchObject({ state: 'trusted' })
    expect((await sam.engine.reviewQueue()).map((entry) => entry.sha256)).toEqual([sha256])
    const detail = await sam.engine.reviewDetail(sha256)
    expect(detail).toMatchObject({
      title,
      authors: ['Amira Haddad'],
      previousVersion: before.version,
      maySign: ['sme'],
      brief: null,
    })
    // the passage is held against the bytes that are signed, on this device
    expect(detail.sources.map(({ changed }) => changed)).toEqual(detail.sources.map(() => false))
    expect(detail.sources.some(({ marks }) => marks.length > 0)).toBe(true)
    expect(detail.difference).toContainEqual(expect.objectContaining({ text: title }))
    await sam.engine.approve([sha256], 'sme')
    await expect(composeRelease(org, 'lena')).rejects.toMatchObject({ code: 'refused' })
    await expect(sam.engine.approve([sha256], 'ld')).rejects.toThrow()
    await lena.engine.approve([sha256], 'ld')
    await composeRelease(org, 'lena')
    await leo.engine.refresh()
    expect((await leo.engine.release()).version).toBe(1)

    const waiting = await lena.engine.waitingRelease()
    expect(waiting?.objects.filter(({ change }) => change !== 'same')).toMatchObject([
      { id: before.id, title, change: 'changed' },
    ])
    await lena.engine.signRelease(waiting!.sha256)
    expect(await leo.engine.refresh()).toMatchObject({ version: 2, refused: null })
    expect((await leo.engine.open({ kind: 'job-aid', id: before.id }))?.title).toBe(title)
    expect(await lena.engine.waitingRelease()).toBeNull()
  })

  it('leaves the last good release when the network goes in the middle', async () => {
    const leo = await enrolled('leo')
    const { version } = await leo.engine.release()
    leo.online = false
    expect(await leo.engine.refresh()).toMatchObject({ version, refused: null })
    expect((await leo.engine.sync()).state).toBe('offline')
    expect((await leo.engine.aids()).length).toBeGreaterThan(0)
  })
})
