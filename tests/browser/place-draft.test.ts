import { fakeBrowser } from '@webext-core/fake-browser'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type App, createApp, defineComponent, h } from 'vue'

vi.stubGlobal('browser', fakeBrowser)
vi.stubGlobal('chrome', fakeBrowser)
const { usePlaceDraft } = await import('../../extension/placing/use-place-draft.ts')
const { forgetDraftsOfOthers, readDraft } = await import('../../extension/placing/draft-store.ts')
const { onMessage } = await import('../../extension/messaging/protocol.ts')

const body = {
  title: 'Refunds',
  aid: { kind: 'job-aid', id: 'refunds' },
  reason: 'you are on a ticket',
  rules: [{ matcher: 'host', host: 'desk.example.com' }],
}
let person = 'amira'
let version = 1
const answers: Record<string, () => unknown> = {
  me: () => ({ server: 'https://handrail.example.com', tenant: 'demo', person }),
  placement: () => ({ version, body }),
  aids: () => [],
}
const screens: App[] = []
let stopAnswering: (() => void) | undefined

function openScreen(again: string | null) {
  let screen: ReturnType<typeof usePlaceDraft> | undefined
  const app = createApp(
    defineComponent(() => {
      screen = usePlaceDraft(again === null ? null : { placement: again })
      return () => h('p')
    }),
  )
  app.mount(document.createElement('div'))
  screens.push(app)
  if (!screen) throw new Error('the screen was not set up')
  return screen
}
const loaded = async (again: string | null) => {
  const screen = openScreen(again)
  await vi.waitUntil(() => screen.draft.value !== null)
  return screen
}
const rest = () => new Promise((resolve) => setTimeout(resolve, 500))

beforeEach(async () => {
  fakeBrowser.reset()
  person = 'nobody'
  version = 1
  stopAnswering = onMessage('engine', ({ data }) => ({ ok: true, value: answers[data.method]?.() ?? null }))
  await forgetDraftsOfOthers()
  person = 'amira'
})
afterEach(() => {
  for (const app of screens.splice(0)) app.unmount()
  stopAnswering?.()
})

it('keeps nothing of a placement that was only opened, and the draft from the first edit on', async () => {
  const { draft } = await loaded('mine')
  await rest()
  expect(await readDraft('mine')).toBeNull()
  if (draft.value) draft.value.reason = 'you refund'
  await vi.waitUntil(async () => (await readDraft('mine'))?.reason === 'you refund')
  expect(await readDraft('mine')).toMatchObject({ basedOn: 1 })
  expect(await fakeBrowser.storage.local.get(null)).toEqual({})
})

it('says that the server has a newer version, and starts from it when the author wants', async () => {
  const first = await loaded('mine')
  if (first.draft.value) first.draft.value.reason = 'you refund'
  await vi.waitUntil(async () => (await readDraft('mine')) !== null)
  version = 2
  const later = await loaded('mine')
  await vi.waitUntil(() => later.newer.value !== null)
  expect(later.draft.value).toMatchObject({ reason: 'you refund', basedOn: 1 })
  await later.startFromNewer()
  expect(later.draft.value).toMatchObject({ reason: 'you are on a ticket', basedOn: 2 })
  expect(await readDraft('mine')).toBeNull()
})

it('forgets the draft when another person joins, and what an earlier version kept', async () => {
  const { draft } = await loaded('mine')
  if (draft.value) draft.value.reason = 'you refund'
  await vi.waitUntil(async () => (await readDraft('mine')) !== null)
  await fakeBrowser.storage.local.set({ placeDraft: {}, 'placeDraft:mine': {}, settings: { kept: true } })
  person = 'lena'
  expect(await readDraft('mine')).toBeNull()
  person = 'amira'
  expect(await readDraft('mine')).toBeNull()
  expect(Object.keys(await fakeBrowser.storage.local.get(null))).toEqual(['settings'])
})
