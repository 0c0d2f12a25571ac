import { onMounted, onUnmounted, shallowRef } from 'vue'
import { browser } from 'wxt/browser'
import { AppError, parse } from '#core/base'
import { PageRead, Signals } from '#core/context'
import { tabKey } from '../background/tab-tips.ts'
import { type Picked, type PickMove, sendMessage } from '../messaging/protocol.ts'
import { panelWindow } from '../panel/panel-window.ts'
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
  let window: number | undefined
  let tab: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let over = false

  async function look(): Promise<void> {
    const [active] = await browser.tabs.query({ active: true, windowId: window })
    tab = active?.id
    const said = tab === undefined ? null : await sendMessage('page-says', null, tab).catch(() => null)
    if (!over) signals.value = said && parse(Signals, said, 'page signals')
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void look(), REST_MS)
  }
  // each state of a page asks the background, which writes down that it did: what is read is the page itself
  const changed = (changes: Record<string, unknown>) => tab !== undefined && tabKey(tab) in changes && soon()
  const loaded = (_: number, { status }: { status?: string }) => void (status === 'complete' && soon())
  onMounted(async () => {
    window = await panelWindow()
    await look()
  })
  browser.storage.session.onChanged.addListener(changed)
  browser.tabs.onActivated.addListener(soon)
  browser.tabs.onUpdated.addListener(loaded)
  onUnmounted(() => {
    over = true
    clearTimeout(timer)
    browser.storage.session.onChanged.removeListener(changed)
    browser.tabs.onActivated.removeListener(soon)
    browser.tabs.onUpdated.removeListener(loaded)
    void move('end')
  })

  /** @throws {AppError} `no-page` where our scripts may not run */
  async function inject(): Promise<number> {
    await look()
    if (tab === undefined || signals.value === null) throw new AppError('no-page', words.noPage)
    await browser.scripting.executeScript({ target: { tabId: tab }, files: ['/picker.js'] })
    return tab
  }

  /** The page and all that can be acted on, read now. @throws {AppError} `no-page` */
  async function read(): Promise<PageRead> {
    const said = await sendMessage('page-read', null, await inject())
    return parse(PageRead, said, 'page')
  }

  /** @returns null when the author ended it; @throws {AppError} `no-page` also when the page went away */
  async function pick(wanted: 'element' | 'part'): Promise<Picked | null> {
    const at = await inject()
    picking.value = true
    try {
      const picked = await sendMessage('pick-element', { wanted }, at).catch((cause: unknown) => {
        throw new AppError('no-page', words.picking.failed, cause)
      })
      return picked && { ...picked, ...parse(PageRead, { signals: picked.signals, facts: picked.facts }, 'page') }
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
