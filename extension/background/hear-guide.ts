import * as v from 'valibot'
import { browser } from 'wxt/browser'
import { clues } from '#core/anchors'
import { sendMessage } from '../messaging/protocol.ts'
import { receive } from '../messaging/receive.ts'
import type { MessageSender } from '../messaging/senders.ts'
import { engine } from './engine.ts'
import { createGuides } from './guides.ts'

const short = v.pipe(v.string(), v.maxLength(300))
const Tab = v.pipe(v.number(), v.integer())
const Step = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000))
const Start = v.object({ tab: Tab, ref: v.object({ kind: short, id: short }) })
const Move = v.object({ to: v.union([Step, v.literal('end')]), tab: v.optional(Tab) })
const Found = v.object({
  step: Step,
  found: v.picklist(['looking', 'shown', 'lost']),
  lost: v.pipe(v.array(v.picklist(clues)), v.maxLength(clues.length)),
})

const tabOf = ({ tab }: MessageSender) => tab?.id ?? -1
const hostOf = ({ origin }: MessageSender) => (origin && URL.canParse(origin) ? new URL(origin).host : '')

/** Answers what the panel and pages say about guides. @param mayRunOn whether Handrail may run on an origin now */
export function hearGuides(mayRunOn: (page: { origin: string }) => Promise<boolean>) {
  const guides = createGuides({
    engine,
    nowMs: Date.now,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    async inject(tabId) {
      await browser.scripting.executeScript({ target: { tabId }, files: ['/guide.js'] })
    },
    lookAgain: (tab) => sendMessage('page-look', null, tab),
  })

  receive('guide-start', Start, async ({ tab, ref }) => {
    const { url } = await browser.tabs.get(tab)
    if (url === undefined || !(await mayRunOn(new URL(url)))) return false
    return guides.start(tab, ref, new URL(url).host)
  })
  // a tool moves its own guide and no other
  receive('guide-move', Move, async ({ to, tab }, sender, who) => {
    if (who === 'own') return guides.move(tab ?? tabOf(sender), to)
    if (await guides.isFor(tabOf(sender), hostOf(sender))) await guides.move(tabOf(sender), to)
  })
  receive('guide-found', Found, async ({ step, found, lost }, sender) => {
    if (await guides.isFor(tabOf(sender), hostOf(sender))) await guides.found(tabOf(sender), step, found, lost)
  })
  browser.tabs.onRemoved.addListener((tab) => void guides.move(tab, 'end'))
  return guides
}
