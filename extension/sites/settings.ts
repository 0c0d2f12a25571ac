import * as v from 'valibot'
import { browser } from 'wxt/browser'
import { parse } from '#core/base'

const Site = v.object({ pattern: v.pipe(v.string(), v.maxLength(300)), paused: v.boolean() })
const Settings = v.object({
  /** origin of the organisation's server while this browser is enrolled; its pages are never a tool */
  server: v.nullable(v.string()),
  sites: v.pipe(v.array(Site), v.maxLength(200)),
  pausedAll: v.boolean(),
  /** quiet everywhere until then, ms since 1970 */
  snoozedUntilMs: v.optional(v.nullable(v.number()), null),
})
export type Settings = v.InferOutput<typeof Settings>
export type Site = v.InferOutput<typeof Site>

const KEY = 'settings'
const none: Settings = { server: null, sites: [], pausedAll: false, snoozedUntilMs: null }

/** Quiet on every site. */
export const isQuiet = ({ pausedAll, snoozedUntilMs }: Settings, nowMs: number): boolean =>
  pausedAll || (snoozedUntilMs !== null && nowMs < snoozedUntilMs)

/** A snooze that is over is forgotten, which the watchers of the settings hear. */
export async function endSnooze(nowMs: number): Promise<void> {
  const { snoozedUntilMs } = await readSettings()
  if (snoozedUntilMs === null || nowMs < snoozedUntilMs) return
  await changeSettings((now) => (now.snoozedUntilMs === snoozedUntilMs ? { ...now, snoozedUntilMs: null } : now))
}

export async function readSettings(): Promise<Settings> {
  const { [KEY]: kept } = await browser.storage.local.get(KEY)
  return kept === undefined ? none : parse(Settings, kept, 'settings')
}

/** Changes from two windows at once must not undo each other, so they take turns. */
export function changeSettings(change: (settings: Settings) => Settings): Promise<Settings> {
  return navigator.locks.request('handrail-settings', async () => {
    const changed = parse(Settings, change(await readSettings()), 'settings')
    await browser.storage.local.set({ [KEY]: changed })
    return changed
  })
}

export function watchSettings(changed: () => void): void {
  browser.storage.local.onChanged.addListener((changes) => {
    if (KEY in changes) changed()
  })
}
