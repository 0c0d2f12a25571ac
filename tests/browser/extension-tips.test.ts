import { fakeBrowser } from '@webext-core/fake-browser'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Signals } from '#core/context'
import type { Offer } from '../../core/engine-api.ts'
import type { LinkedEngine } from '../../extension/engine-link/calls.ts'

vi.stubGlobal('browser', fakeBrowser)
vi.stubGlobal('chrome', fakeBrowser)
const { createTips } = await import('../../extension/background/tips.ts')
const { forgetTab, readPanelWish, readTabTip } = await import('../../extension/background/tab-tips.ts')

const TAB = 7
const signals = (said: Partial<Signals> = {}): Signals => ({
  host: 'desk.example.com',
  pathShape: '/tickets/:id/refund',
  title: 'Refund',
  headings: [],
  labels: [],
  focused: null,
  banners: [],
  controls: [],
  groups: [],
  seconds: 0,
  ...said,
})
const aid = { kind: 'job-aid', id: 'limits', title: 'Limits', summary: '', competencies: [], stale: false }

/** An engine that places one aid on every page, and a background that is new for every message: nothing is kept in it. */
function world() {
  const offered: string[] = []
  const injected: number[] = []
  const lookedAgain: number[] = []
  const engine = {
    aids: async () => [aid],
    offer: async ({ title, pathShape }: Signals, hidden: readonly { id: string }[] = []): Promise<Offer | null> =>
      hidden.some(({ id }) => id === aid.id)
        ? null
        : { aid, reason: 'you are here', why: [], by: 'rule', placement: 'p', state: `${title} ${pathShape}` },
    noteOffered: async (id: string) => void offered.push(id),
  } as unknown as LinkedEngine
  const background = () =>
    createTips({
      engine,
      nowMs: Date.now,
      randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
      inject: async (tab) => void injected.push(tab),
      lookAgain: async (tab) => void lookedAgain.push(tab),
    })
  return { background, engine, offered, injected, lookedAgain }
}
const state = 'Refund /tickets/:id/refund'

beforeEach(() => fakeBrowser.reset())

it('gives a page its tip, and no more of the engine than title and reason', async () => {
  const { background, injected } = world()
  expect(await background().answer(TAB, signals())).toEqual({
    tip: { state, title: 'Limits', reason: 'you are here' },
    guide: null,
    stop: false,
  })
  expect(injected).toEqual([TAB])
})

it('nudges a page state once, though the background dies between any two messages', async () => {
  const { background, offered, injected } = world()
  await background().answer(TAB, signals())
  await background().shown(TAB, state)
  await background().shown(TAB, state)
  expect(await background().answer(TAB, signals({ focused: 'Amount' }))).toEqual({
    tip: null,
    guide: null,
    stop: false,
  })
  expect(injected).toEqual([TAB])
  expect(new Set(offered).size).toBe(1)
  expect((await background().answer(TAB, signals({ title: 'Other' }))).tip).not.toBeNull()
})

it('takes a tip from the page when a release takes its aid away, and leaves the others alone', async () => {
  const { background, engine, lookedAgain } = world()
  await background().answer(TAB, signals())
  await background().shown(TAB, state)
  await background().dropGone()
  expect(lookedAgain).toEqual([])
  expect(await background().isCurrent(TAB, state)).toBe(true)

  Object.assign(engine, { aids: async () => [], offer: async () => null })
  await background().dropGone()
  expect(lookedAgain).toEqual([TAB])
  expect(await background().isCurrent(TAB, state)).toBe(false)
  expect((await background().answer(TAB, signals())).tip).toBeNull()
  await background().dropGone()
  expect(lookedAgain).toEqual([TAB])
})

it('lets no slow answer overwrite what a newer page state was told', async () => {
  const { background, engine, injected } = world()
  const { offer } = engine
  let release = () => {}
  const slow = new Promise<void>((done) => {
    release = done
  })
  engine.offer = async (page, hidden) => {
    if (page.title === 'Old') await slow
    return offer(page, hidden)
  }
  const old = background().answer(TAB, signals({ title: 'Old' }))
  const newer = await background().answer(TAB, signals({ title: 'New' }))
  release()
  expect(newer.tip?.state).toBe('New /tickets/:id/refund')
  expect(await old).toEqual({ tip: null, guide: null, stop: false })
  expect((await readTabTip(TAB))?.offer?.state).toBe('New /tickets/:id/refund')
  expect(injected).toEqual([TAB])
})

it('keeps nothing of a tab that was closed while its question was answered', async () => {
  const { background, engine } = world()
  const { offer } = engine
  engine.offer = async (page, hidden) => {
    await forgetTab(TAB)
    return offer(page, hidden)
  }
  expect((await background().answer(TAB, signals())).tip).toBeNull()
  expect(await fakeBrowser.storage.session.get(null)).toEqual({})
})

it('shows it again when it was never seen', async () => {
  const { background } = world()
  await background().answer(TAB, signals())
  expect((await background().answer(TAB, signals())).tip).not.toBeNull()
})

it('tells the panel what to open, with an event id of its own', async () => {
  const { background } = world()
  await background().answer(TAB, signals())
  await background().opened(TAB, 3, state)
  const wish = await readPanelWish(3)
  expect(wish).toMatchObject({ ref: { kind: 'job-aid', id: 'limits' }, reason: 'you are here' })
  expect(wish?.opened).toMatch(/^[0-9a-f-]{36}$/)
})

it('keeps a dismissed tip away from that page, in every tab and the next session', async () => {
  const { background } = world()
  await background().answer(TAB, signals())
  await background().putAway(TAB, state, 'page')
  await fakeBrowser.storage.session.clear()
  expect((await background().answer(8, signals({ title: 'Another refund' }))).tip).toBeNull()
  expect((await background().answer(8, signals({ pathShape: '/other' }))).tip).not.toBeNull()
})

it('keeps a tip that is not wanted here away from the whole site, and no other', async () => {
  const { background } = world()
  await background().answer(TAB, signals())
  await background().putAway(TAB, state, 'site')
  expect((await background().answer(TAB, signals({ pathShape: '/other' }))).tip).toBeNull()
  expect((await background().answer(TAB, signals({ host: 'crm.example.com' }))).tip).not.toBeNull()
})

it('keeps no word of the page on the disk', async () => {
  const { background } = world()
  await background().answer(TAB, signals({ title: 'canary', headings: ['canary'], banners: ['canary'] }))
  await background().putAway(TAB, 'canary /tickets/:id/refund', 'page')
  const kept = JSON.stringify(await fakeBrowser.storage.local.get(null))
  expect(kept).toContain('limits')
  for (const word of ['canary', 'tickets', 'desk.example.com']) expect(kept).not.toContain(word)
})

it('believes a tab nothing about a tip it was not given', async () => {
  const { background, offered } = world()
  await background().answer(TAB, signals())
  for (const [tab, said] of [
    [TAB, 'forged'],
    [8, state],
  ] as const) {
    await background().shown(tab, said)
    await background().opened(tab, 3, said)
    await background().putAway(tab, said, 'site')
  }
  expect(offered).toEqual([])
  expect(await readPanelWish(3)).toBeNull()
  expect(await fakeBrowser.storage.local.get(null)).toEqual({})
})
