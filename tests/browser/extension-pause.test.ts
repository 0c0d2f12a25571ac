import { fakeBrowser } from '@webext-core/fake-browser'
import { beforeEach, describe, expect, it, vi } from 'vitest'

/** The parts of the browser that the fake lacks, as the real one behaves: what is registered, granted and open. */
const granted = new Set<string>()
const registered = new Map<string, { id: string; matches: string[] }>()
const started: number[] = []
/** tabs in which a script of ours answers */
const running = new Set<number>()
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
  executeScript: async ({ target }: { target: { tabId: number } }) => {
    started.push(target.tabId)
    running.add(target.tabId)
  },
}
const permissions = { contains: async ({ origins }: { origins: string[] }) => origins.every((one) => granted.has(one)) }
const tabs = {
  ...fakeBrowser.tabs,
  query: async () => [
    { id: 1, url: 'https://desk.example.com:8443/tickets' },
    { id: 2, url: 'https://desk.example.com/tickets' },
  ],
  // a page without a script of ours gives no answer
  sendMessage(tab: number, { type }: { type: string }, _options: unknown, answer: (said?: { res: boolean }) => void) {
    if (type === 'page-stop') running.delete(tab)
    answer(running.has(tab) ? { res: true } : undefined)
  },
}
const world = { ...fakeBrowser, scripting, permissions, tabs }
vi.stubGlobal('browser', world)
vi.stubGlobal('chrome', world)
const { activeSites, registerScripts } = await import('../../extension/sites/register-scripts.ts')
const { chrome } = await import('../../extension/browsers/chrome.ts')
const { firefox } = await import('../../extension/browsers/firefox.ts')
const { forgetOverBudget, keepOverBudget } = await import('../../extension/background/tab-over-budget.ts')
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
    running.clear()
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

  const pauseSite = async (pattern: string, paused: boolean) => {
    await changeSettings(({ sites, ...now }) => ({
      ...now,
      sites: sites.map((one) => (one.pattern === pattern ? { ...one, paused } : one)),
    }))
    await register(NOW)
  }

  it('leaves a page alone on which it runs, whatever else changes; and starts anew where a pause has ended it', async () => {
    await pauseSite(CRM, true)
    await pauseSite(CRM, false)
    expect(started).toEqual([1])
    await pauseSite(DESK, true)
    expect([...running]).toEqual([])
    await pauseSite(DESK, false)
    expect(started).toEqual([1, 1])
  })

  it('does not switch on again where it ended itself for being slow, while the tab is on that site', async () => {
    running.clear()
    await keepOverBudget(1, { ms: 90, origin: 'https://desk.example.com:8443' })
    await pauseSite(CRM, true)
    expect(started).toEqual([1])
    await keepOverBudget(1, { ms: 90, origin: 'https://other.example.com' })
    await pauseSite(CRM, false)
    expect(started).toEqual([1, 1])
    await forgetOverBudget(1)
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
