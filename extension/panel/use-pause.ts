import { computed, onMounted, shallowRef } from 'vue'
import { changeSettings, readSettings, type Settings, watchSettings } from '../sites/settings.ts'
import { isOnSite } from '../sites/site-pattern.ts'
import { unmountSignal } from '../unmount-signal.ts'
import { useTabAddress } from './use-tab-address.ts'

const SNOOZE_MS = 3_600_000

/** Quiet in one click: on the site of this window's active tab, everywhere for an hour, or everywhere. */
export function usePause() {
  const settings = shallowRef<Settings | null>(null)
  /** of a page that is not granted there is nothing to pause */
  const address = useTabAddress()

  const readSettingsNow = async () => {
    settings.value = await readSettings()
  }
  onMounted(readSettingsNow)
  watchSettings(() => void readSettingsNow(), unmountSignal())

  const site = computed(() => {
    const here = address.value
    return (here && settings.value?.sites.find(({ pattern }) => isOnSite(pattern, here))) || null
  })
  const pauseHere = (paused: boolean) => {
    const pattern = site.value?.pattern
    return changeSettings((now) => ({
      ...now,
      sites: now.sites.map((one) => (one.pattern === pattern ? { ...one, paused } : one)),
    }))
  }
  const snooze = (nowMs: number) => changeSettings((now) => ({ ...now, snoozedUntilMs: nowMs + SNOOZE_MS }))
  const pauseAll = () => changeSettings((now) => ({ ...now, pausedAll: true }))
  const resumeAll = () => changeSettings((now) => ({ ...now, pausedAll: false, snoozedUntilMs: null }))
  return { settings, site, pauseHere, snooze, pauseAll, resumeAll }
}
