import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HoursView, WorkEntry } from '#core/authoring'
import { newId } from '#core/base'
import { realWorld } from '../../../sync/organisation.ts'
import { addPerson } from '../../support/organisation.ts'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'

let studio: Studio
beforeEach(async () => {
  studio = await createStudio({ world: { nowMs: () => Date.parse('2026-11-20T10:00:00Z') } })
})
afterEach(() => studio.remove())

const entry = (more: Partial<WorkEntry> = {}): WorkEntry => ({
  day: '2026-11-20',
  minutes: 50,
  what: 'production',
  object: null,
  by: 'timer',
  state: 'kept',
  ...more,
})
const save = (person: string, given: WorkEntry, id = newId(realWorld), base = 0) =>
  studio.as(person)('POST', '/v1/studio/hours', { id, base, entry: given })
const view = async (person: string) => (await studio.as(person)('GET', '/v1/studio/hours')).body as HoursView

describe('hours', () => {
  it('are one’s own: saved once however often they are sent, changed and removed by their person alone', async () => {
    await studio.importAs('amira', refundsDocument(), refundAid())
    const id = newId(realWorld)
    const object = { kind: 'job-aid', id: 'refund-approval' }
    for (let i = 0; i < 2; i++) expect((await save('amira', entry({ object }), id)).status).toBe(200)
    expect((await view('amira')).entries).toMatchObject([
      { id, minutes: 50, title: 'Who approves a refund', version: 1 },
    ])
    expect((await view('sam')).entries).toEqual([])
    expect((await save('sam', entry({ minutes: 5 }), id, 1)).status).toBe(403)
    expect((await save('amira', entry({ object, minutes: 40 }), id, 1)).body).toMatchObject({
      state: 'saved',
      version: 2,
    })
    // the timer's first try arrives late
    expect((await save('amira', entry({ object }), id)).body).toMatchObject({ state: 'same', version: 2 })
    expect((await save('amira', entry({ object, minutes: 30 }), id, 1)).body).toMatchObject({ state: 'conflict' })
    expect((await view('amira')).entries).toMatchObject([{ minutes: 40 }])
    await save('amira', entry({ object, minutes: 40, state: 'removed' }), id, 2)
    expect((await view('amira')).entries).toEqual([])
  })

  it('take no impossible day, length or object, and nobody who does not work on content', async () => {
    for (const [more, status] of [
      [{ day: '2026-11-22' }, 400],
      [{ day: '2025-01-01' }, 400],
      [{ minutes: 0 }, 400],
      [{ minutes: 1441 }, 400],
      [{ object: { kind: 'job-aid', id: 'nothing' } }, 404],
      [{ day: '2026-11-21' }, 200],
    ] as const)
      expect((await save('amira', entry(more))).status, JSON.stringify(more)).toBe(status)
    expect((await save('leo', entry())).status).toBe(403)
    expect((await studio.as('leo')('GET', '/v1/studio/hours')).status).toBe(403)
  })

  it('are summed for L&D by month and kind where at least five others stand behind it, in steps of five hours, never by person', async () => {
    const people = ['amira', 'sam', 'sue', 'lena']
    for (const person of people) await save(person, entry())
    await save('amira', entry({ what: 'maintenance', minutes: 600, day: '2026-10-05' }))
    expect((await view('amira')).months).toBeNull()
    const few = await view('lena')
    expect(few.months).toEqual([
      { month: '2026-11', production: null, maintenance: null },
      { month: '2026-10', production: null, maintenance: null },
    ])
    await addPerson(studio.org, 'ida', ['author'])
    const id = newId(realWorld)
    await save('ida', entry({ minutes: 20 }), id)
    // five with the reader, who knows their own
    expect((await view('lena')).months?.[0]?.production).toBeNull()
    await addPerson(studio.org, 'ivo', ['author'])
    await save('ivo', entry({ minutes: 180 }))
    const enough = await view('lena')
    // 4 x 50 + 20 + 180 minutes
    expect(enough.months?.[0]).toEqual({ month: '2026-11', production: 5, maintenance: null })
    await save('amira', entry({ minutes: 40 }))
    expect((await view('lena')).months).toEqual(enough.months)
    expect(JSON.stringify(enough.months)).not.toMatch(/amira|ida|400/)
    expect((await studio.operator('GET', '/v1/studio/hours')).body).toMatchObject({
      entries: [],
      months: enough.months,
    })
    await save('ida', entry({ minutes: 20, state: 'removed' }), id, 1)
    expect((await view('lena')).months?.[0]?.production).toBeNull()
  })
})
