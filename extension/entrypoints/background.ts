import * as v from 'valibot'
import { browser } from 'wxt/browser'
import { defineBackground } from 'wxt/utils/define-background'
import { Signals } from '#core/context'
import { engine } from '../background/engine.ts'
import { hearGuides } from '../background/hear-guide.ts'
import { forgetOverBudget, keepOverBudget } from '../background/tab-over-budget.ts'
import { forgetTab } from '../background/tab-tips.ts'
import { createTips } from '../background/tips.ts'
import { thisBrowser } from '../browsers/this-browser.ts'
import { sendMessage } from '../messaging/protocol.ts'
import { receive } from '../messaging/receive.ts'
import type { MessageSender } from '../messaging/senders.ts'
import { registerScripts } from '../sites/register-scripts.ts'
import { endSnooze, isQuiet, readSettings, type Settings, watchSettings } from '../sites/settings.ts'
import { isOnSite } from '../sites/site-pattern.ts'

const State = v.object({ state: v.pipe(v.string(), v.minLength(1), v.maxLength(64)) })
const PutAway = v.object({ ...State.entries, from: v.picklist(['page', 'site']) })
const OverBudget = v.object({ ms: v.pipe(v.number(), v.minValue(0), v.maxValue(1e9)) })
const HEARTBEAT = 'heartbeat'

const tabOf = (sender: MessageSender) => sender.tab?.id ?? -1
const windowOf = (sender: MessageSender) => sender.tab?.windowId ?? -1

function isOn(settings: Settings, origin: string): boolean {
  const { server, sites } = settings
  if (server === null || isQuiet(settings, Date.now()) || origin === server) return false
  return sites.some((site) => !site.paused && isOnSite(site.pattern, origin))
}

/** A thin router: keeps nothing, so the browser may end it at any moment. */
export default defineBackground({
  type: 'module',
  main() {
    thisBrowser.begin()
    const tips = createTips({
      engine,
      nowMs: Date.now,
      randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
      async inject(tabId) {
        await browser.scripting.executeScript({ target: { tabId }, files: ['/nudge.js'] })
      },
      lookAgain: (tab) => sendMessage('page-look', null, tab),
    })

    const mayRunOn = async ({ origin = '' }: MessageSender) => isOn(await readSettings(), origin)
    const guides = hearGuides(mayRunOn)

    receive('page-signals', Signals, async (signals, sender) => {
      const { origin = '' } = sender
      // a script that speaks is on
      void forgetOverBudget(tabOf(sender))
      if (!isOn(await readSettings(), origin)) return { tip: null, guide: null, stop: true }
      // the browser's word for where it is, not the page's
      const here = { ...signals, host: new URL(origin).host }
      const guide = await guides.view(tabOf(sender), here)
      // who is walked through a task is not nudged
      return guide ? { tip: null, guide, stop: false } : tips.answer(tabOf(sender), here)
    })
    receive('page-over-budget', OverBudget, ({ ms }, sender) =>
      keepOverBudget(tabOf(sender), { ms, origin: sender.origin ?? '' }),
    )
    receive('tip-shown', State, async ({ state }, sender) => {
      if (await mayRunOn(sender)) await tips.shown(tabOf(sender), state)
    })
    receive('tip-opened', State, ({ state }, sender) => {
      const isMeant = async () => (await mayRunOn(sender)) && tips.isCurrent(tabOf(sender), state)
      // first and synchronous: after an await the click no longer counts and the browser refuses. Refused, nothing was opened
      return thisBrowser
        .openPanel(windowOf(sender), isMeant)
        .then(() => tips.opened(tabOf(sender), windowOf(sender), state))
    })
    receive('tip-put-away', PutAway, async ({ state, from }, sender) => {
      if (await mayRunOn(sender)) await tips.putAway(tabOf(sender), state, from)
    })
    receive('wake-engine', v.null(), thisBrowser.wakeEngine)
    receive('release-changed', v.null(), tips.dropGone)

    browser.tabs.onRemoved.addListener((tab) => void Promise.all([forgetTab(tab), forgetOverBudget(tab)]))
    browser.permissions.onAdded.addListener(() => void registerScripts())
    browser.permissions.onRemoved.addListener(() => void registerScripts())
    watchSettings(() => void registerScripts())

    const begin = async () => {
      await thisBrowser.prepare()
      await browser.alarms.create(HEARTBEAT, { periodInMinutes: 1 })
      await registerScripts()
    }
    browser.runtime.onInstalled.addListener(() => void begin())
    browser.runtime.onStartup.addListener(() => void begin())
    browser.alarms.onAlarm.addListener(async ({ name }) => {
      if (name !== HEARTBEAT) return
      await endSnooze(Date.now())
      if ((await readSettings()).server === null) return
      await thisBrowser.wakeEngine()
      await tips.dropGone()
    })
  },
})
