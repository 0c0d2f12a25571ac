import { fakeBrowser } from '@webext-core/fake-browser'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Signals } from '#core/context'
import type { Guide } from '../../core/engine-api.ts'

vi.stubGlobal('browser', fakeBrowser)
vi.stubGlobal('chrome', fakeBrowser)
const { createGuides } = await import('../../extension/background/guides.ts')
const { readTabGuide } = await import('../../extension/background/tab-guide.ts')

const TAB = 7
const ref = { kind: 'process-guide', id: 'hand-over' }
const guide: Guide = {
  ref,
  title: 'Hand over',
  placement: 'hand-over-guide',
  steps: [
    { text: 'Open the form.', detail: null, anchor: 'open' },
    { text: 'Choose the team.', detail: 'Payments: doubled payments.', anchor: 'team' },
    { text: 'Wait for a call.', detail: null, anchor: null },
  ],
}
/** the page each place is on */
const pages: Record<string, string> = { open: '/tickets/:id', team: '/tickets/:id/escalate' }
const on = (pathShape: string): Signals => ({
  host: 'desk.example.com',
  pathShape,
  title: '',
  headings: [],
  labels: [],
  focused: null,
  banners: [],
  controls: [],
  groups: [],
  seconds: 0,
})

/** An engine with one guide, and a background that is new for every message: nothing is kept in it. */
function world() {
  const noted: { id: string; anchor: string; lost: string[] }[] = []
  const looked: number[] = []
  let broken = false
  const background = () =>
    createGuides({
      engine: {
        guide: async ({ id }, host) => (id === ref.id && host === 'desk.example.com' ? guide : null),
        guidePoint: async (_, step, { pathShape }) =>
          pages[step] === pathShape ? { here: true, anchor: { of: step } } : { here: false, anchor: null },
        noteAnchorLost: async (id, { anchor, lost }) => {
          if (broken) throw new Error('the engine was ended')
          noted.push({ id, anchor, lost })
        },
      },
      nowMs: Date.now,
      randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
      inject: async () => {},
      lookAgain: async (tab) => void looked.push(tab),
    })
  return {
    background,
    noted,
    looked,
    breakEngine: (now: boolean) => {
      broken = now
    },
  }
}
const ticket = on('/tickets/:id')
const form = on('/tickets/:id/escalate')

beforeEach(() => fakeBrowser.reset())

it('tells a page the step at hand and no other, though the background dies between any two messages', async () => {
  const { background, looked } = world()
  expect(await background().start(TAB, ref, 'desk.example.com')).toBe(true)
  expect(looked).toEqual([TAB])
  expect(await background().view(TAB, ticket)).toEqual({
    title: 'Hand over',
    step: 0,
    of: 3,
    text: 'Open the form.',
    detail: null,
    place: 'here',
    anchor: { of: 'open' },
  })
  await background().move(TAB, 1)
  await background().move(TAB, 1)
  expect(await background().view(TAB, ticket)).toMatchObject({ step: 1, place: 'elsewhere', anchor: null })
  expect((await readTabGuide(TAB))?.found).toBe('elsewhere')
  expect(await background().view(TAB, form)).toMatchObject({ step: 1, place: 'here', anchor: { of: 'team' } })
  await background().move(TAB, 2)
  expect(await background().view(TAB, form)).toMatchObject({ step: 2, place: 'unplaced', anchor: null })
  await background().move(TAB, 99)
  expect(await background().view(TAB, form)).toMatchObject({ step: 3, of: 3, text: '' })
  await background().move(TAB, 'end')
  expect(await background().view(TAB, form)).toBeNull()
  expect(await fakeBrowser.storage.session.get(null)).toEqual({})
})

it('does not begin where the guide has no steps for the tool, and knows nothing of other tabs', async () => {
  const { background } = world()
  expect(await background().start(TAB, ref, 'other.example.com')).toBe(false)
  expect(await background().start(TAB, ref, 'desk.example.com')).toBe(true)
  expect(await background().view(TAB + 1, ticket)).toBeNull()
})

it('goes on by itself where the person has walked on, and stays where they went back', async () => {
  const { background } = world()
  await background().start(TAB, ref, 'desk.example.com')
  await background().view(TAB, ticket)
  // the click's own message was lost with its page
  await background().found(TAB, 0, 'shown', [])
  expect(await background().view(TAB, form)).toMatchObject({ step: 1, place: 'here' })
  await background().found(TAB, 1, 'shown', [])
  await background().move(TAB, 0)
  expect(await background().view(TAB, form)).toMatchObject({ step: 0, place: 'elsewhere' })
  expect(await background().view(TAB, form)).toMatchObject({ step: 0, place: 'elsewhere' })
})

it('stays at a step that was shown and is on no page they know', async () => {
  const { background } = world()
  await background().start(TAB, ref, 'desk.example.com')
  await background().view(TAB, ticket)
  await background().found(TAB, 0, 'shown', [])
  expect(await background().view(TAB, on('/settings'))).toMatchObject({ step: 0, place: 'elsewhere' })
})

it('notes a lost place once in a guide, with one id however often it has to be tried', async () => {
  const { background, noted, breakEngine } = world()
  await background().start(TAB, ref, 'desk.example.com')
  await background().view(TAB, ticket)
  breakEngine(true)
  await expect(background().found(TAB, 0, 'lost', ['name', 'label'])).rejects.toThrow()
  const id = (await readTabGuide(TAB))?.lost[0]?.id
  breakEngine(false)
  await background().found(TAB, 0, 'lost', ['name'])
  await background().found(TAB, 0, 'looking', [])
  await background().found(TAB, 0, 'lost', ['structure'])
  await background().view(TAB, ticket)
  expect(noted).toEqual([{ id, anchor: 'open', lost: ['name', 'label'] }])
})

it('takes no word about a step that is not the one at hand', async () => {
  const { background, noted } = world()
  await background().start(TAB, ref, 'desk.example.com')
  await background().view(TAB, ticket)
  await background().found(TAB, 1, 'lost', ['name'])
  expect(noted).toEqual([])
  expect((await readTabGuide(TAB))?.found).toBe('looking')
})
