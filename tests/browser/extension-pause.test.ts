import { fakeBrowser } from '@webext-core/fake-browser'
import { beforeEach, describe, expect, it, vi } from 'vitest'

/** The parts of the browser that the fake lacks, as the real one behaves: what is registered, granted and open. */
const granted = new Set<string>()
const registered = new Map<string, { id: string; matches: string[] }>()
const started: number[] = []
const scripting = {
  getRegisteredContentScripts: async () => [...registered.values()],
  registerContentScripts: async (scripts: { id: string; matches: string[] }[]) => {
    for (const script of scripts) registered.set(script.id, script)
  },
  updateContentScripts: async (scripts: { id: string; matches: string[] }[]) => {
    for (const script of scripts) registered.set(script.id, script)
  },
  unregisterContentScripts: async ({ ids }: { ids: string[] }) => {
    for (const id of ids) registered.delete(id)
  },
  executeScript: async ({ target }: { target: { tabId: number } }) => void started.push(target.tabId),
}
const permissions = { contains: async ({ origins }: { origins: string[] }) => origins.every((one) => granted.has(one)) }
const tabs = {
  ...fakeBrowser.tabs,
  query: async () => [
    { id: 1, url: 'https://desk.example.com:8443/tickets' },
    { id: 2, url: 'https://desk.example.com/tickets' },
  ],
  // as for a page without a script of ours
  sendMessage: (_tab: number, _message: unknown, _options: unknown, answer: () => void) => answer(),
}
const world = { ...fakeBrowser, scripting, permissions, tabs }
vi.stubGlobal('browser', world)
vi.stubGlobal('chrome', world)
const { activeSites, registerScripts } = await import('../../extension/sites/register-scripts.ts')
const { chrome } = await import('../../extension/browsers/chrome.ts')
const { firefox } = await import('../../extension/browsers/firefox.ts')
const { changeSettings, endSnooze, readSettings } = await import('../../extension/sites/settings.ts')

const DESK = 'https://desk.example.com:8443/*'
const CRM = 'https://crm.example.com/*'
const NOW = Date.UTC(2026, 10, 21, 12)
const runsOn = () => [...registered.values()].flatMap(({ matches }) => matches)

describe.each([
  { name: 'Chrome', inBrowser: chrome, desk: DESK },
  // a pattern with a port matches nothing there
  { name: 'Firefox', inBrowser: firefox, desk: 'https://desk.example.com/*' },
])('in $name', ({ inBrowser, desk }) => {
  const register = (nowMs: number) => registerScripts(nowMs, inBrowser)

  beforeEach(async () => {
    fakeBrowser.reset()
    granted.clear()
    registered.clear()
    started.length = 0
    for (const site of [desk, CRM]) granted.add(site)
    await changeSettings(() => ({
      server: 'https://handrail.example.com',
      sites: [DESK, CRM].map((pattern) => ({ pattern, paused: false })),
      pausedAll: false,
      snoozedUntilMs: null,
    }))
    await register(NOW)
  })

  it('runs on the sites that are on, and starts on those already open, of that port only', () => {
    expect(runsOn()).toEqual([desk, CRM])
    expect(started).toEqual([1])
  })

  it('runs nothing on a paused site, nor on one that is not granted any more', async () => {
    await changeSettings((now) => ({
      ...now,
      sites: now.sites.map((one) => ({ ...one, paused: one.pattern === DESK })),
    }))
    await register(NOW)
    expect(runsOn()).toEqual([CRM])
    granted.delete(CRM)
    await register(NOW)
    expect([...registered.keys()]).toEqual([])
  })

  it('runs nothing anywhere while paused everywhere or snoozed, and all again when that is over', async () => {
    await changeSettings((now) => ({ ...now, snoozedUntilMs: NOW + 1_000 }))
    await register(NOW)
    expect([...registered.keys()]).toEqual([])
    await endSnooze(NOW + 999)
    expect((await readSettings()).snoozedUntilMs).toBe(NOW + 1_000)
    await endSnooze(NOW + 1_000)
    expect((await readSettings()).snoozedUntilMs).toBeNull()
    await register(NOW + 1_000)
    expect(runsOn()).toEqual([desk, CRM])

    await changeSettings((now) => ({ ...now, pausedAll: true }))
    await register(NOW)
    expect([...registered.keys()]).toEqual([])
  })

  it('reads settings kept before there was a snooze', async () => {
    await fakeBrowser.storage.local.set({
      settings: { server: 'https://handrail.example.com', sites: [{ pattern: DESK, paused: false }], pausedAll: false },
    })
    expect(await activeSites(await readSettings(), NOW, inBrowser)).toEqual([DESK])
  })
})
