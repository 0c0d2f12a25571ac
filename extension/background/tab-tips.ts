import * as v from 'valibot'
import { browser } from 'wxt/browser'
import { parse } from '#core/base'

const Card = v.object({
  kind: v.string(),
  id: v.string(),
  title: v.string(),
  summary: v.string(),
  competencies: v.array(v.string()),
  stale: v.boolean(),
})
const Offer = v.object({
  aid: Card,
  reason: v.string(),
  why: v.array(v.string()),
  by: v.picklist(['rule', 'meaning']),
  placement: v.nullable(v.string()),
  state: v.string(),
})

/** What a tab's page was offered last, and which of its states were nudged. */
const TabTip = v.object({
  /** the page's newest question; the answer to an older one is for a page that is gone */
  asked: v.string(),
  offer: v.nullable(Offer),
  /** id of the aid-offered event, made with the offer */
  offered: v.string(),
  places: v.object({ site: v.string(), page: v.string() }),
  /** `<state> <aid>` */
  nudged: v.array(v.string()),
})
export type TabTip = v.InferOutput<typeof TabTip>

/** What the panel was asked to show, by window. */
const PanelWish = v.object({
  ref: v.object({ kind: v.string(), id: v.string() }),
  reason: v.string(),
  /** id of the aid-opened event, made with the click */
  opened: v.string(),
})
export type PanelWish = v.InferOutput<typeof PanelWish>

const MOST_NUDGED = 50
export const tabKey = (tab: number) => `tab:${tab}`
export const panelKey = (window: number) => `panel:${window}`

/** The session store lies in the browser's memory: it outlives this worker, not the browser, and never touches the disk. */
async function read<T extends v.GenericSchema>(schema: T, key: string, what: string): Promise<v.InferOutput<T> | null> {
  const { [key]: kept } = await browser.storage.session.get(key)
  return kept === undefined ? null : parse(schema, kept, what)
}

/** Every tab whose page has an offer, and the aid it is about. */
export async function offeredTabs(): Promise<{ tab: number; aid: v.InferOutput<typeof Card> }[]> {
  const kept = await browser.storage.session.get(null)
  return Object.entries(kept).flatMap(([key, value]) => {
    const tab = /^tab:(\d+)$/.exec(key)?.[1]
    if (tab === undefined) return []
    const { offer } = parse(TabTip, value, 'tip of a tab')
    return offer ? [{ tab: Number(tab), aid: offer.aid }] : []
  })
}

export const readTabTip = (tab: number): Promise<TabTip | null> => read(TabTip, tabKey(tab), 'tip of a tab')

/** Two messages of one tab must not undo each other's change, so they take turns. @returns what was kept */
export function changeTabTip(tab: number, change: (tip: TabTip | null) => TabTip | null): Promise<TabTip | null> {
  return navigator.locks.request(`handrail-tab-${tab}`, async () => {
    const tip = change(await readTabTip(tab))
    if (tip) await browser.storage.session.set({ [tabKey(tab)]: { ...tip, nudged: tip.nudged.slice(-MOST_NUDGED) } })
    return tip
  })
}

export const forgetTab = (tab: number): Promise<void> =>
  navigator.locks.request(`handrail-tab-${tab}`, () => browser.storage.session.remove(tabKey(tab)))

export const readPanelWish = (window: number): Promise<PanelWish | null> =>
  read(PanelWish, panelKey(window), 'wish for the panel')

export const keepPanelWish = (window: number, wish: PanelWish): Promise<void> =>
  browser.storage.session.set({ [panelKey(window)]: wish })
