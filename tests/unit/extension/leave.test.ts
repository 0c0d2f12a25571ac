import { fakeBrowser } from '@webext-core/fake-browser'
import { beforeEach, expect, it, vi } from 'vitest'

const granted = new Set<string>()
const permissions = {
  getAll: async () => ({ origins: [...granted] }),
  // a site the package was built with stays
  async remove({ origins }: { origins: string[] }) {
    if (origins.some((origin) => origin.includes('built-in')))
      throw new Error('You cannot remove required permissions.')
    for (const origin of origins) granted.delete(origin)
    return true
  },
}
const world = { ...fakeBrowser, permissions }
vi.stubGlobal('browser', world)
vi.stubGlobal('chrome', world)
// Node has no locks; nothing here asks twice at once
vi.stubGlobal('navigator', { locks: { request: (_name: string, work: () => unknown) => work() } })
const lists = new Map<string, string>()
vi.stubGlobal('localStorage', { clear: () => lists.clear() })
const { leave } = await import('../../../extension/options/leave.ts')
const { changeSettings, readSettings } = await import('../../../extension/sites/settings.ts')

const held = async () => [await fakeBrowser.storage.local.get(null), await fakeBrowser.storage.session.get(null)]

beforeEach(async () => {
  fakeBrowser.reset()
  granted.clear()
  for (const site of ['desk', 'handrail', 'built-in']) granted.add(`https://${site}.example.com/*`)
  const sites = [{ pattern: 'https://desk.example.com/*', paused: false }]
  await changeSettings((now) => ({ ...now, server: 'https://handrail.example.com', sites }))
  await fakeBrowser.storage.local.set({ putAway: [], more: 1 })
  lists.set('handrail-draft:reviewed:sam', '[]')
  await fakeBrowser.storage.session.set({ 'tab:1': { asked: 'now' } })
})

it('leaves nothing stored and no site granted, and ends the engine last', async () => {
  const done: unknown[] = []
  await leave({
    signOut: async () => void done.push('signed out', await held()),
    forgetDrafts: async () => void done.push('drafts'),
    endEngine: async () => void done.push('ended', [...granted]),
  })
  expect(done).toEqual(['signed out', [{}, {}], 'drafts', 'ended', ['https://built-in.example.com/*']])
  expect(await held()).toEqual([{}, {}])
  expect([...lists]).toEqual([])
})

it('that fails is told, leaves no page on, and can be tried again', async () => {
  const forgetDrafts = async () => {}
  const endEngine = vi.fn(async () => {})
  const signOut = vi.fn(async () => {}).mockRejectedValueOnce(new Error('The device’s store did not answer.'))
  await expect(leave({ signOut, forgetDrafts, endEngine })).rejects.toThrow('did not answer')
  expect(await readSettings()).toMatchObject({ server: null, sites: [] })
  expect(endEngine).not.toHaveBeenCalled()
  await leave({ signOut, forgetDrafts, endEngine })
  expect(endEngine).toHaveBeenCalledOnce()
})
