import { computed, onMounted, shallowRef } from 'vue'
import { browser } from 'wxt/browser'
import { changeSettings, readSettings, type Settings, watchSettings } from '../sites/settings.ts'
import { isOnSite } from '../sites/site-pattern.ts'
import { panelWindow } from './panel-window.ts'

const SNOOZE_MS = 3_600_000

/** Quiet in one click: on the site of this window's active tab, everywhere for an hour, or everywhere. */
export function usePause() {
  const settings = shallowRef<Settings | null>(null)
  const address = shallowRef('')
  let window = -1

  const readSettingsNow = async () => {
    settings.value = await readSettings()
  }
  /** The browser tells the address only of sites that are granted; of others there is nothing to pause. */
  const readAddress = async () => {
    const [tab] = await browser.tabs.query({ active: true, windowId: window })
    address.value = tab?.url ?? ''
  }
  onMounted(async () => {
    window = await panelWindow()
    browser.tabs.onActivated.addListener(() => void readAddress())
    browser.tabs.onUpdated.addListener((_, change) => void (change.url !== undefined && readAddress()))
    await Promise.all([readSettingsNow(), readAddress()])
  })
  watchSettings(() => void readSettingsNow())

  const site = computed(
    () => settings.value?.sites.find(({ pattern }) => address.value !== '' && isOnSite(pattern, address.value)) ?? null,
  )
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
