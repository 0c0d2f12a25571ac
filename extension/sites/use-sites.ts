import { computed, onMounted, ref, shallowRef } from 'vue'
import { browser } from 'wxt/browser'
import { thisBrowser } from '../browsers/this-browser.ts'
import { engine } from '../engine-link/page-engine.ts'
import { unmountSignal } from '../unmount-signal.ts'
import { words } from '../words.ts'
import { sitesSwitchedOn } from './register-scripts.ts'
import { changeSettings, MOST_OWN_SITES, readSettings, type Settings, watchSettings } from './settings.ts'
import { siteName, sitePattern } from './site-pattern.ts'

/** The sites tips may appear on, and what can be done with them. The background follows the settings. */
export function useSites() {
  const settings = shallowRef<Settings | null>(null)
  const active = shallowRef<string[]>([])
  const hosts = shallowRef<string[]>([])
  const failed = ref('')

  async function load() {
    settings.value = await readSettings()
    active.value = await sitesSwitchedOn(settings.value)
  }
  const loadHosts = async () => {
    hosts.value = await engine.toolHosts().catch(() => [])
  }
  onMounted(() => Promise.all([load(), loadHosts()]))
  watchSettings(() => void load(), unmountSignal())

  /** set by the organisation and not yet granted in the browser */
  const waiting = computed(() =>
    (settings.value?.sites ?? [])
      .filter(({ by, paused, pattern }) => by === 'organisation' && !paused && !active.value.includes(pattern))
      .map(({ pattern }) => pattern),
  )
  const suggested = computed(() => {
    const hostOf = (pattern: string) => siteName(pattern).replace(/:\d+$/, '')
    const known = new Set(settings.value?.sites.map(({ pattern }) => hostOf(pattern)))
    const patterns = hosts.value.map(sitePattern).filter((pattern) => pattern !== null)
    return [...new Set(patterns)].filter((pattern) => !known.has(hostOf(pattern)))
  })

  /** Asks the browser first and synchronously: it answers only to a click. */
  async function allow(patterns: string[]): Promise<boolean> {
    failed.value = ''
    const own = (settings.value?.sites ?? []).filter(({ by }) => by === undefined).map(({ pattern }) => pattern)
    const added = patterns.filter((pattern) => !settings.value?.sites.some((site) => site.pattern === pattern))
    if (own.length + added.length > MOST_OWN_SITES && added.length > 0) {
      failed.value = words.sites.tooMany(MOST_OWN_SITES)
      return false
    }
    const asked = browser.permissions.request({ origins: patterns.map(thisBrowser.matchOf) })
    if (!(await asked)) {
      failed.value = words.sites.refused
      return false
    }
    await changeSettings((now) => ({
      ...now,
      sites: [
        ...now.sites.filter(({ pattern }) => !patterns.includes(pattern)),
        ...patterns.map((pattern) => ({
          ...now.sites.find((site) => site.pattern === pattern),
          pattern,
          paused: false,
        })),
      ],
    }))
    return true
  }
  const add = (typed: string): Promise<boolean> => {
    const pattern = sitePattern(typed)
    if (pattern) return allow([pattern])
    failed.value = words.sites.notASite
    return Promise.resolve(false)
  }
  const pause = (site: string, paused: boolean) =>
    changeSettings((now) => ({
      ...now,
      sites: now.sites.map((one) => (one.pattern === site ? { ...one, paused } : one)),
    }))
  async function remove(site: string) {
    const { server, sites } = await changeSettings((now) => ({
      ...now,
      sites: now.sites.filter(({ pattern }) => pattern !== site),
    }))
    // a grant is given back only where nothing else needs it
    const needed = [...sites.map(({ pattern }) => pattern), `${server}/*`].map(thisBrowser.matchOf)
    const given = thisBrowser.matchOf(site)
    if (!needed.includes(given)) await browser.permissions.remove({ origins: [given] }).catch(() => false)
  }
  const pauseAll = (pausedAll: boolean) => changeSettings((now) => ({ ...now, pausedAll }))
  return { settings, active, waiting, suggested, failed, allow, add, pause, remove, pauseAll, loadHosts }
}
