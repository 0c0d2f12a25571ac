import { afterEach, beforeEach, expect, it, describe as suite } from 'vitest'
import { type Anchor, describe, type PageFacts } from '#core/anchors'
import { newId } from '#core/base'
import type { SavedPage } from '#core/context'
import { createAuthoring } from '../../../core/engine/authoring.ts'
import { exchange } from '../../../sync/exchange.ts'
import { drift } from '../../../sync/studio/drift.ts'
import { addPerson } from '../../support/organisation.ts'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'
import { signalsOf as page } from '../context/page.ts'

let studio: Studio
beforeEach(async () => {
  studio = await createStudio()
})
afterEach(() => studio.remove())

const facts: PageFacts = {
  language: 'en',
  elements: ['Escalate', 'Refund'].map((name) => ({
    role: 'link',
    name,
    label: null,
    testId: null,
    attributes: { href: `/tickets/:id/${name.toLowerCase()}` },
    path: ['main', 'list'],
    heading: 'Actions',
    neighbours: [],
    around: [],
    item: null,
  })),
}
const anchorOf = (at: number): Anchor => {
  const element = facts.elements[at]
  if (!element) throw new Error('no such element')
  return describe(element, facts)
}
const saved: SavedPage = { signals: page({ host: 'desk.example.com', pathShape: '/tickets/:id' }), facts }
const guide = {
  kind: 'process-guide',
  id: 'hand-over',
  body: {
    title: 'Hand over a ticket',
    task: 'Another team has to act',
    roles: [],
    competencies: ['refund-limits'],
    reviewBy: '2027-01-31',
    steps: ['Open the form.', 'Send it.'].map((text) => ({
      text,
      sources: [{ document: 'refunds', passage: 'limits.1' }],
    })),
  },
}
const body = (anchor: Anchor) => ({
  title: 'Hand over',
  aid: { kind: 'process-guide', id: 'hand-over' },
  reason: 'you are on a ticket',
  rules: [{ matcher: 'host', host: 'desk.example.com' }],
  steps: [{ id: 'open', step: 0, where: [{ matcher: 'path', pattern: '/tickets/*' }], anchor }],
})
const authoring = (person: string) =>
  createAuthoring({
    mine: async () => ({ transport: studio.transport(person) }),
    installed: {
      find: async () => null,
      ofKind: async () => [],
    } as unknown as Parameters<typeof createAuthoring>[0]['installed'],
  })

suite('pages saved as examples', () => {
  it('are kept for authors and the learning team, with who saved them, until one of them removes them', async () => {
    await authoring('amira').savePage('A ticket', saved)
    const [entry] = await authoring('lena').savedPages()
    expect(entry).toMatchObject({ tool: 'desk.example.com', name: 'A ticket', savedBy: 'Amira' })
    const { body: kept } = await studio.as('lena')('GET', `/v1/studio/page-states/${entry?.id}`)
    expect(kept).toEqual(saved)
    await authoring('lena').removeSavedPage(entry?.id ?? '')
    expect(await authoring('amira').savedPages()).toEqual([])
    const audit = await studio.org.db.selectFrom('audit').select(['action', 'actor', 'target']).execute()
    expect(audit.filter(({ action }) => action.startsWith('page-state')).map(({ actor }) => actor)).toEqual([
      'amira',
      'lena',
    ])
    expect(JSON.stringify(audit)).not.toContain('A ticket')
  })

  it.each([
    ['a learner', 'leo', 403],
    ['a subject expert', 'sue', 403],
  ])('are closed to %s', async (_, person, status) => {
    expect((await studio.as(person)('GET', '/v1/studio/page-states')).status).toBe(status)
    expect((await studio.as(person)('GET', '/v1/studio/drift')).status).toBe(status)
    expect((await studio.as(person)('POST', '/v1/studio/page-states', { name: 'x', page: saved })).status).toBe(status)
  })

  it.each([
    ['a value beside the labels', { ...saved, values: ['secret'] }],
    [
      'an element that holds more than its names',
      { ...saved, facts: { ...facts, elements: [{ ...facts.elements[0], value: 'x' }] } },
    ],
    [
      'too many elements',
      { ...saved, facts: { ...facts, elements: Array.from({ length: 401 }, () => facts.elements[0]) } },
    ],
  ])('are refused with %s', async (_, given) => {
    expect((await studio.as('amira')('POST', '/v1/studio/page-states', { name: 'x', page: given })).status).toBe(400)
  })

  it('show what a placement would do beside those that are there', async () => {
    await studio.importAs('amira', refundsDocument(), refundAid(), guide)
    const other = {
      ...body(anchorOf(1)),
      title: 'Another one',
      steps: undefined,
      aid: { kind: 'job-aid', id: 'refund-approval' },
    }
    const { steps: _, ...plain } = other
    expect((await studio.importAs('amira', { kind: 'placement', id: 'other', body: plain })).refused).toEqual([])
    await authoring('amira').savePage('A ticket', saved)
    await authoring('amira').savePage('Elsewhere', { ...saved, signals: page({ host: 'shop.example.com' }) })
    const tried = await authoring('amira').tryPlacement('mine', body(anchorOf(0)))
    expect(tried).toHaveLength(1)
    expect(tried[0]).toMatchObject({ name: 'A ticket', holds: true, others: ['Another one'] })
    expect(tried[0]?.steps).toMatchObject([{ id: 'open', state: 'found', element: { name: 'Escalate' } }])
  })
})

suite('a placement sent for review', () => {
  it('is a draft under the author’s name, once however often it is sent', async () => {
    await studio.importAs('amira', refundsDocument(), guide)
    const { sendPlacement, placement } = authoring('amira')
    expect(await sendPlacement('mine', body(anchorOf(0)))).toEqual({ state: 'taken', version: 1, change: 'new' })
    expect(await sendPlacement('mine', body(anchorOf(0)))).toEqual({ state: 'taken', version: 1, change: 'same' })
    expect(await placement('mine')).toMatchObject({ version: 1, body: { reason: 'you are on a ticket' } })
    const queue = (await studio.as('sue')('GET', '/v1/studio/reviews')).body as { id: string; authors: unknown[] }[]
    expect(queue.find(({ id }) => id === 'mine')?.authors).toEqual([{ person: 'amira', name: 'Amira' }])
  })

  it('does not leave the device when it could not hold anywhere', async () => {
    await expect(
      authoring('amira').sendPlacement('mine', { ...body(anchorOf(0)), rules: [{ matcher: 'host', host: 'No Host' }] }),
    ).rejects.toThrow('must be a host')
    expect(await authoring('amira').placement('mine')).toBeNull()
  })

  it('is refused to anybody who is not an author', async () => {
    await expect(authoring('leo').sendPlacement('mine', body(anchorOf(0)))).rejects.toThrow()
  })
})

suite('steps that were not found', () => {
  const DAY_MS = 86_400_000
  const START_MS = Date.UTC(2026, 10, 2, 12)

  async function lost(person: string, atMs: number, clues: string[], anchor = 'open', release = 1) {
    const { org } = studio
    const id = newId({ nowMs: () => atMs, randomBytes: org.randomBytes })
    const data = { placement: 'mine', anchor, lost: clues }
    const event = { id, gen: 0, kind: 'anchor-lost', v: 1, at: atMs, n: 1, release, data }
    const reply = await exchange(org, person, {
      proto: 1,
      now: atMs,
      gen: 0,
      events: [event],
      seen: { trust: 0, time: 0, release: 0 },
    } as Parameters<typeof exchange>[2])
    expect(reply.refused).toEqual([])
  }
  const sent = async (at: number) => {
    await studio.importAs('amira', refundsDocument(), guide)
    await authoring('amira').sendPlacement('mine', body(anchorOf(at)))
    const [sue, lena] = [await studio.signingKey('sue', 'sme'), await studio.signingKey('lena', 'ld')]
    const objects = (await studio.as('amira')('GET', '/v1/studio/objects')).body as {
      kind: string
      id: string
      sha256: string
    }[]
    const refs = objects.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
    await studio.approve('sue', 'sme', sue.signer, refs)
    await studio.approve('lena', 'ld', lena.signer, refs)
    expect((await studio.publish('lena', lena.signer)).status).toBe(200)
  }
  const today = () => new Date(studio.org.nowMs()).toISOString().slice(0, 10)

  it('are told by step with its words, what was lost and when, and no person', async () => {
    await sent(0)
    await lost('leo', START_MS, ['name'])
    await lost('sue', START_MS + 3 * DAY_MS, ['name', 'heading'])
    const rows = await authoring('amira').drift()
    expect(rows).toEqual([
      {
        placement: 'mine',
        anchor: 'open',
        release: 1,
        guide: 'Hand over a ticket',
        step: 0,
        text: 'Open the form.',
        lost: ['name', 'heading'],
        firstDay: today(),
        lastDay: today(),
        people: null,
        state: 'open',
      },
    ])
    expect(JSON.stringify(rows)).not.toMatch(/leo|sue/)
  })

  it('are counted from ten people on', async () => {
    await sent(0)
    for (let n = 0; n < 10; n++) {
      await addPerson(studio.org, `person-${n}`, ['learner'])
      expect((await drift(studio.org.db, studio.org.nowMs()))[0]?.people ?? null).toBeNull()
      await lost(`person-${n}`, START_MS, ['name'])
    }
    expect((await drift(studio.org.db, studio.org.nowMs()))[0]?.people).toBe(10)
  })

  it('name no place that no release has: a device cannot put words before an author', async () => {
    await sent(0)
    await lost('leo', START_MS, ['name'], 'the-ceo-was-fired')
    await lost('leo', START_MS, ['name'], 'open', 7)
    expect(await drift(studio.org.db, studio.org.nowMs())).toEqual([])
  })

  it('are forgotten after ninety days', async () => {
    await sent(0)
    await lost('leo', START_MS, ['name'])
    expect(await drift(studio.org.db, studio.org.nowMs() + 89 * DAY_MS)).toHaveLength(1)
    expect(await drift(studio.org.db, studio.org.nowMs() + 91 * DAY_MS)).toEqual([])
  })

  it('stop being open once the step is pointed at again', async () => {
    await sent(0)
    await lost('leo', START_MS, ['name'])
    expect((await drift(studio.org.db, studio.org.nowMs()))[0]?.state).toBe('open')
    await authoring('amira').sendPlacement('mine', body(anchorOf(1)))
    expect((await drift(studio.org.db, studio.org.nowMs()))[0]?.state).toBe('pointed-again')
  })
})
