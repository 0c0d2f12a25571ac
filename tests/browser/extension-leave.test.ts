import { fakeBrowser } from '@webext-core/fake-browser'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createApp } from 'vue'

/** The parts of Chrome that the fake lacks. */
let documents: object[] = []
let asked: string[] = []
let unsent = 0
/** The engine's host, at the other end of the browser's messages. */
async function host({ method }: { method: string }) {
  asked.push(method)
  if (method === 'sync' && unsent > 2) return { ok: false, code: 'offline', message: 'The server was not reached.' }
  if (method === 'sync') unsent = 0
  return { ok: true, value: method === 'syncState' ? { state: 'idle', unsent } : null }
}
const world = {
  ...fakeBrowser,
  runtime: {
    ...fakeBrowser.runtime,
    id: 'handrail',
    getContexts: async () => documents,
    sendMessage(message: { type: string; data: { method: string } }, answer?: (said: object) => void) {
      const said = host(message.data).then((res) => ({ res }))
      if (answer) void said.then(answer)
      return said
    },
  },
  permissions: { getAll: async () => ({ origins: [] }) },
  offscreen: {
    async closeDocument() {
      documents = []
    },
  },
}
vi.stubGlobal('browser', world)
vi.stubGlobal('chrome', world)
const { DraftDatabase } = await import('#core/adapters/dexie')
const drafts = new DraftDatabase()
const { default: LeaveOrganisation } = await import('../../extension/options/LeaveOrganisation.vue')

let app: ReturnType<typeof createApp>
const button = (name: string) =>
  vi.waitFor(() => {
    const found = [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === name)
    if (!found || found.disabled) throw new Error(`There is no button "${name}" to press.`)
    return found
  })
const press = async (name: string) => (await button(name)).click()

beforeEach(async () => {
  documents = [{}]
  await drafts.drafts.put({ key: 'new', person: 'https://handrail.example.com example-org leo', draft: {} })
  asked = []
  unsent = 0
  await fakeBrowser.storage.local.set({ settings: { server: null, sites: [], pausedAll: true } })
  app = createApp(LeaveOrganisation)
  app.mount(document.body.appendChild(document.createElement('div')))
})
afterEach(() => {
  app.unmount()
  document.body.replaceChildren()
})

it('sends what is unsent, asks, and erases only then', async () => {
  unsent = 2
  await press('Leave this organisation')
  await button('Leave and erase')
  expect(document.activeElement?.textContent).toContain('erase everything')
  expect(asked).toEqual(['sync', 'syncState'])
  expect(document.body.textContent).not.toContain('not sent yet')
  expect(await fakeBrowser.storage.local.get(null)).not.toEqual({})

  await press('Leave and erase')
  await vi.waitFor(() => expect(documents).toEqual([]))
  expect(asked).toEqual(['sync', 'syncState', 'signOut', 'me'])
  expect(await drafts.drafts.count()).toBe(0)
  expect(await fakeBrowser.storage.local.get(null)).toEqual({})
})

it('says how many entries would be lost where they cannot be sent, and changes nothing when cancelled', async () => {
  unsent = 3
  await press('Leave this organisation')
  await button('Leave and erase anyway')
  expect(document.body.textContent).toContain('3 entries are not sent yet and would be lost.')
  await press('Cancel')
  await vi.waitFor(async () => expect(document.activeElement).toBe(await button('Leave this organisation')))
  expect(asked).not.toContain('signOut')
  expect(documents).toHaveLength(1)
})
