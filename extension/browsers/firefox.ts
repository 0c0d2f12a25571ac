import { browser } from 'wxt/browser'
import type { EngineAnswer } from '../engine-link/answer.ts'
import { EngineMessage } from '../engine-link/engine-message.ts'
import { receive } from '../messaging/receive.ts'
import type { BrowserDifferences } from './browser-differences.ts'

type EngineHost = (call: EngineMessage) => Promise<EngineAnswer>
/** As Firefox words it (toolkit/components/extensions/parent/ext-storage.js). */
const NO_POLICY = 'Managed storage manifest not found'
let host: Promise<EngineHost> | undefined

/**
 * Firefox: the background is a page that is suspended when nothing happens, and the engine runs in it, loaded when it is
 * first needed; the panel is a sidebar.
 */
export const firefox: BrowserDifferences = {
  /** a pattern with a port matches nothing here; which port it was is judged by `isOnSite` */
  matchOf: (pattern) => pattern.replace(/:\d{1,5}\/\*$/, '/*'),
  begin() {
    // heard from the first moment, so that a message wakes the suspended page
    receive('engine', EngineMessage, async (call) => (await startHost())(call))
    browser.action.onClicked.addListener(() => void sidebar().toggle())
  },
  // nothing was ever set for this extension
  saysNoPolicy: (refusal) => refusal instanceof Object && String(Reflect.get(refusal, 'message')) === NO_POLICY,
  // content scripts cannot be kept from storage.local here, so nothing secret lies in it; the session store is closed to them
  async prepare() {},
  async wakeEngine() {
    await startHost()
  },
  // the engine's document is the background's, which ends only with the whole extension
  async endEngine() {
    browser.runtime.reload()
  },
  askEngine: async (call) => (await startHost())(call),
  openPanel,
}

function startHost(): Promise<EngineHost> {
  host ??= loadHost().catch((cause: unknown) => {
    host = undefined
    throw cause
  })
  return host
}

async function loadHost(): Promise<EngineHost> {
  const [{ composeEngine }, { startEngineHost }] = await Promise.all([
    import('../engine-host/compose-engine.ts'),
    import('../engine-host/start.ts'),
  ])
  return startEngineHost(composeEngine(), { warmAt: 'first-call' })
}

/**
 * A click on a page does not reach here as a click, and only a click may open the sidebar. Where it is not open, the same panel comes
 * in a small window of its own that knows which window it belongs to.
 */
async function openPanel(window: number, isMeant: () => Promise<boolean>): Promise<void> {
  if (!(await isMeant())) return
  if (await sidebar().isOpen({ windowId: window })) return
  const url = browser.runtime.getURL(`/sidepanel.html?window=${window}`)
  const [open] = await browser.tabs.query({ url })
  if (open?.windowId !== undefined) await browser.windows.update(open.windowId, { focused: true })
  else await browser.windows.create({ url, type: 'popup', width: 420, height: 760 })
}

interface Sidebar {
  toggle(): Promise<void>
  isOpen(where: { windowId: number }): Promise<boolean>
}
const sidebar = () => (browser as unknown as { sidebarAction: Sidebar }).sidebarAction
