import { onMounted, onUnmounted, shallowRef } from 'vue'
import { browser } from 'wxt/browser'
import { AppError, parse } from '#core/base'
import { PageRead, type Signals } from '#core/context'
import { tabKey } from '../background/tab-tips.ts'
import { listen } from '../listen.ts'
import { type Picked, type PickMove, sendMessage } from '../messaging/protocol.ts'
import { createActiveTab } from '../panel/active-tab.ts'
import { askPage, tabHost } from '../panel/tool-page.ts'
import { unmountSignal } from '../unmount-signal.ts'
import { PickedOnPage } from './picked.ts'
import { placeWords as words } from './place-words.ts'

/** A page that changes all the time is read at most this often, ms. */
const REST_MS = 250

/**
 * The tool's page beside this panel, for an author: what it says now, followed as it changes, and what they point at. Held in this
 * panel's memory alone.
 */
export function useToolPage() {
  /** null where no page can be read */
  const signals = shallowRef<Signals | null>(null)
  const picking = shallowRef(false)
  const life = unmountSignal()
  const activeTab = createActiveTab(life)
  let tab: number | undefined
  /** of that tab, as the browser knows it */
  let host: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  async function look(): Promise<void> {
    const active = await activeTab.read()
    tab = active?.id
    host = tabHost(active)
    // what cannot be read is no page one could place on
    const said = await askPage(active).catch(() => null)
    if (!life.aborted) signals.value = said
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void look(), REST_MS)
  }
  // each state of a page asks the background, which writes down that it did: what is read is the page itself
  const changed = (changes: Record<string, unknown>) => tab !== undefined && tabKey(tab) in changes && soon()
  const loaded = (_: number, { status }: { status?: string }) => void (status === 'complete' && soon())
  onMounted(look)
  listen(browser.storage.session.onChanged, changed, life)
  listen(browser.tabs.onUpdated, loaded, life)
  activeTab.onAnother(soon)
  onUnmounted(() => {
    clearTimeout(timer)
    void move('end')
  })

  /** @throws {AppError} `no-page` where our scripts may not run */
  async function inject(): Promise<{ at: number; tool: string }> {
    await look()
    if (tab === undefined || host === null || signals.value === null) throw new AppError('no-page', words.noPage)
    const found = { at: tab, tool: host }
    await browser.scripting.executeScript({ target: { tabId: tab }, files: ['/picker.js'] })
    return found
  }
  /** Which tool it is says the browser, not the page. */
  const inTool = <T extends PageRead>(read: T, tool: string): T => ({
    ...read,
    signals: { ...read.signals, host: tool },
  })

  /** The page and all that can be acted on, read now. @throws {AppError} `no-page` */
  async function read(): Promise<PageRead> {
    const { at, tool } = await inject()
    return inTool(parse(PageRead, await sendMessage('page-read', null, at), 'page'), tool)
  }

  /** @returns null when the author ended it; @throws {AppError} `no-page` also when the page went away */
  async function pick(wanted: 'element' | 'part'): Promise<Picked | null> {
    const { at, tool } = await inject()
    picking.value = true
    try {
      const picked = await sendMessage('pick-element', { wanted }, at).catch((cause: unknown) => {
        throw new AppError('no-page', words.picking.failed, cause)
      })
      return picked && inTool(parse(PickedOnPage, picked, 'page'), tool)
    } finally {
      picking.value = false
    }
  }
  async function move(to: PickMove): Promise<void> {
    if (tab !== undefined && picking.value) await sendMessage('pick-move', { to }, tab).catch(() => {})
  }

  return { signals, picking, read, pick, move, look }
}
export type ToolPage = ReturnType<typeof useToolPage>
