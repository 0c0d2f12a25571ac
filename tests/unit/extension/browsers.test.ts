import { fakeBrowser } from '@webext-core/fake-browser'
import { beforeEach, describe, expect, it, vi } from 'vitest'

/** What each browser has and the other lacks; a call to what is not there throws, as in the real one. */
const asked: unknown[] = []
const note =
  (what: string, answer?: unknown) =>
  async (...said: unknown[]) => {
    asked.push([what, ...said])
    return answer
  }
let isOpen = false
let contexts: object[] = []
let tabs: { windowId: number }[] = []
const chromeOnly = {
  storage: { ...fakeBrowser.storage, local: { ...fakeBrowser.storage.local, setAccessLevel: note('access') } },
  runtime: { ...fakeBrowser.runtime, getContexts: async () => contexts },
  offscreen: { closeDocument: note('end of the document') },
  sidePanel: { open: note('panel'), setPanelBehavior: note('behaviour') },
}
const pressed: (() => void)[] = []
const firefoxOnly = {
  sidebarAction: { isOpen: async () => isOpen, toggle: note('toggle') },
  action: { onClicked: { addListener: (hear: () => void) => void pressed.push(hear) } },
  tabs: { ...fakeBrowser.tabs, query: async () => tabs },
  runtime: { ...fakeBrowser.runtime, reload: note('reload') },
  windows: { ...fakeBrowser.windows, create: note('window'), update: note('front') },
}
const {
  offscreen: _offscreen,
  sidePanel: _sidePanel,
  ...shared
} = fakeBrowser as typeof fakeBrowser & Record<string, unknown>
const world: Record<string, unknown> = { ...shared }
vi.stubGlobal('browser', world)
vi.stubGlobal('chrome', world)
const { chrome } = await import('../../../extension/browsers/chrome.ts')
const { firefox } = await import('../../../extension/browsers/firefox.ts')

function isIn(only: object) {
  for (const name of Object.keys(world)) delete world[name]
  Object.assign(world, shared, only)
}
beforeEach(() => {
  asked.length = 0
  pressed.length = 0
  isOpen = false
  tabs = []
  contexts = []
})

describe('in Chrome', () => {
  beforeEach(() => isIn(chromeOnly))

  it('keeps what is stored from pages, and opens the side panel by the button', async () => {
    await chrome.prepare()
    expect(asked).toEqual([
      ['access', { accessLevel: 'TRUSTED_CONTEXTS' }],
      ['behaviour', { openPanelOnActionClick: true }],
    ])
  })

  it('opens the side panel before anything is awaited, while the click still counts', () => {
    void chrome.openPanel(3, async () => true)
    expect(asked).toEqual([['panel', { windowId: 3 }]])
  })

  it('ends the engine’s document where there is one', async () => {
    await chrome.endEngine()
    expect(asked).toEqual([])
    contexts = [{}]
    await chrome.endEngine()
    expect(asked).toEqual([['end of the document']])
  })

  it('takes a pattern as it is', () => {
    expect(chrome.matchOf('https://desk.example.com:8443/*')).toBe('https://desk.example.com:8443/*')
  })
})

describe('in Firefox', () => {
  beforeEach(() => isIn(firefoxOnly))

  it('asks for nothing that is not there', async () => {
    await firefox.prepare()
    expect(asked).toEqual([])
  })

  it('ends the engine with the whole extension', async () => {
    await firefox.endEngine()
    expect(asked).toEqual([['reload']])
  })

  it('opens and closes the sidebar by the button', () => {
    firefox.begin()
    for (const press of pressed) press()
    expect(asked).toEqual([['toggle']])
  })

  it('leaves what Open asks for to a sidebar that is open', async () => {
    isOpen = true
    await firefox.openPanel(3, async () => true)
    expect(asked).toEqual([])
  })

  it('opens a small window that knows where it belongs, once', async () => {
    await firefox.openPanel(3, async () => true)
    const [[what, { url, type }]] = asked as [[string, { url: string; type: string }]]
    expect([what, type]).toEqual(['window', 'popup'])
    expect(url).toMatch(/\/sidepanel\.html\?window=3$/)
    tabs = [{ windowId: 9 }]
    await firefox.openPanel(3, async () => true)
    expect(asked[1]).toEqual(['front', 9, { focused: true }])
    expect(asked).toHaveLength(2)
  })

  it.each([
    ['https://desk.example.com:8443/*', 'https://desk.example.com/*'],
    ['http://127.0.0.1:8788/*', 'http://127.0.0.1/*'],
    ['https://*.example.com/*', 'https://*.example.com/*'],
  ])('takes the port out of a pattern: %s', (pattern, match) => {
    expect(firefox.matchOf(pattern)).toBe(match)
  })
})
