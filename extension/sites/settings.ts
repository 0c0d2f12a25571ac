import * as v from 'valibot'
import { browser } from 'wxt/browser'
import { parse } from '#core/base'
import { listen } from '../listen.ts'
import { MOST_HOSTS, type Policy, readPolicy, watchPolicy } from './policy.ts'

/** Sites a person may add; those of the organisation come on top, so that they never stand in the way of a change. */
export const MOST_OWN_SITES = 300

const Site = v.object({
  pattern: v.pipe(v.string(), v.maxLength(300)),
  paused: v.boolean(),
  by: v.optional(v.literal('organisation')),
})
const Settings = v.object({
  /** origin of the organisation's server while this browser is enrolled; its pages are never a tool */
  server: v.nullable(v.string()),
  sites: v.pipe(v.array(Site), v.maxLength(MOST_OWN_SITES + MOST_HOSTS)),
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
  const [{ [KEY]: kept }, policy] = await Promise.all([browser.storage.local.get(KEY), readPolicy()])
  const settings = kept === undefined ? none : parse(Settings, kept, 'settings')
  return { ...settings, sites: sitesUnder(policy, settings.sites) }
}

/** The organisation's sites are there whatever was kept, and go when its policy drops them; a pause stays a person's own. */
function sitesUnder({ patterns }: Policy, sites: Site[]): Site[] {
  // a policy that cannot be read takes nothing away
  if (patterns === null) return sites
  const own = sites.filter(({ pattern, by }) => by === undefined && !patterns.includes(pattern))
  const set = patterns.map((pattern) => ({
    pattern,
    paused: sites.find((site) => site.pattern === pattern)?.paused ?? false,
    by: 'organisation' as const,
  }))
  return [...set, ...own]
}

/** Changes from two windows at once must not undo each other, so they take turns. */
export function changeSettings(change: (settings: Settings) => Settings): Promise<Settings> {
  return navigator.locks.request('handrail-settings', async () => {
    const changed = parse(Settings, change(await readSettings()), 'settings')
    await browser.storage.local.set({ [KEY]: changed })
    return changed
  })
}

/** And all else that lies beside them: tips put away. */
export const eraseSettings = (): Promise<void> =>
  navigator.locks.request('handrail-settings', () => browser.storage.local.clear())

export function watchSettings(changed: () => void, signal?: AbortSignal): void {
  const settings = (changes: Record<string, unknown>) => void (KEY in changes && changed())
  listen(browser.storage.local.onChanged, settings, signal)
  watchPolicy(changed, signal)
}
