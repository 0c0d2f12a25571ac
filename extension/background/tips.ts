import { newId } from '#core/base'
import type { Signals } from '#core/context'
import type { LinkedEngine } from '../engine-link/calls.ts'
import type { PageAnswer } from '../messaging/protocol.ts'
import { hiddenOn, placesOf, putAway } from './put-away.ts'
import { changeTabTip, keepPanelWish, offeredTabs, readTabTip } from './tab-tips.ts'

interface TipDeps {
  engine: LinkedEngine
  nowMs(): number
  randomBytes(length: number): Uint8Array
  /** brings the nudge's code into the page */
  inject(tab: number): Promise<void>
  /** has the page say again what it says, so that it is told what holds now */
  lookAgain(tab: number): Promise<unknown>
}

const nudgedAs = (offer: { state: string; aid: { kind: string; id: string } }) =>
  `${offer.state} ${offer.aid.kind}/${offer.aid.id}`

/**
 * From signals to a tip and what becomes of it. Keeps nothing itself: everything lies in the session store, in local
 * storage or in the engine, so this worker may die between any two lines.
 */
export function createTips({ engine, nowMs, randomBytes, inject, lookAgain }: TipDeps) {
  const id = () => newId({ nowMs, randomBytes })

  /** A message about a tip counts only for the tip this tab was given. */
  async function current(tab: number, state: string) {
    const tip = await readTabTip(tab)
    return tip?.offer?.state === state ? { tip, offer: tip.offer } : null
  }
  const markNudged = (tab: number, mark: string) =>
    changeTabTip(tab, (tip) => (!tip || tip.nudged.includes(mark) ? tip : { ...tip, nudged: [...tip.nudged, mark] }))

  return {
    async answer(tab: number, signals: Signals): Promise<PageAnswer> {
      const question = id()
      const places = placesOf(signals)
      await changeTabTip(tab, (before) => ({
        ...(before ?? { offer: null, offered: id(), places, nudged: [] }),
        asked: question,
      }))
      const offer = await engine.offer(signals, await hiddenOn(signals))
      const kept = await changeTabTip(tab, (before) => {
        // a slow answer must not overwrite what a newer page state was told, nor bring back a closed tab
        if (before?.asked !== question) return before
        const same = offer && before.offer && nudgedAs(before.offer) === nudgedAs(offer)
        return { ...before, offer, offered: same ? before.offered : id(), places }
      })
      const isNewest = kept?.asked === question
      if (!isNewest || offer === null || kept.nudged.includes(nudgedAs(offer)))
        return { tip: null, guide: null, stop: false }
      await inject(tab)
      return { tip: { state: offer.state, title: offer.aid.title, reason: offer.reason }, guide: null, stop: false }
    },

    async shown(tab: number, state: string): Promise<void> {
      const found = await current(tab, state)
      if (!found) return
      // the event first: its id makes it safe to say again, a mark without it would lose it
      await engine.noteOffered(found.tip.offered, found.offer)
      await markNudged(tab, nudgedAs(found.offer))
    },

    /** Whether this tab was given this tip: another's, or one of an hour ago, opens nothing. */
    isCurrent: async (tab: number, state: string): Promise<boolean> => (await current(tab, state)) !== null,

    async opened(tab: number, window: number, state: string): Promise<void> {
      const found = await current(tab, state)
      if (!found) return
      const { kind, id: aid } = found.offer.aid
      await keepPanelWish(window, { ref: { kind, id: aid }, reason: found.offer.reason, opened: id() })
      await markNudged(tab, nudgedAs(found.offer))
    },

    /** After a release: a tip on what is not there any more is taken from the page, at once and not when the page next changes. */
    async dropGone(): Promise<void> {
      const tabs = await offeredTabs()
      if (tabs.length === 0) return
      const there = new Set((await engine.aids()).map(({ kind, id: aid }) => `${kind} ${aid}`))
      for (const { tab, aid } of tabs) {
        if (there.has(`${aid.kind} ${aid.id}`)) continue
        await changeTabTip(tab, (tip) => tip && { ...tip, offer: null })
        await lookAgain(tab).catch(() => {})
      }
    },

    async putAway(tab: number, state: string, from: 'page' | 'site'): Promise<void> {
      const found = await current(tab, state)
      if (!found) return
      await putAway(found.offer.aid, found.tip.places, from)
      await changeTabTip(tab, (tip) => (tip?.offer?.state === state ? { ...tip, offer: null } : tip))
    },
  }
}
