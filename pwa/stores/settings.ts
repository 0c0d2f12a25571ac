import { defineStore } from 'pinia'
import * as v from 'valibot'
import { ref, watchEffect } from 'vue'
import { parseJson } from '#core/base'

/** Where the settings of this device lie. They are nobody else's business, so they are never sent. */
const KEY = 'handrail-settings'

const Settings = v.object({
  /** of a task's time limit; null for none */
  timeFactor: v.nullable(v.picklist([1, 1.25, 1.5, 2])),
  /** percent */
  textSize: v.picklist([100, 115, 130, 150]),
  readAloud: v.boolean(),
  tellDue: v.boolean(),
})
export type Settings = v.InferOutput<typeof Settings>

const usual: Settings = { timeFactor: 1, textSize: 100, readAloud: false, tellDue: false }

/** How this person wants the app on this device. */
export const useSettings = defineStore('settings', () => {
  const settings = ref<Settings>(read())

  watchEffect(() => {
    document.documentElement.style.fontSize = settings.value.textSize === 100 ? '' : `${settings.value.textSize}%`
  })
  function change(some: Partial<Settings>) {
    settings.value = { ...settings.value, ...some }
    try {
      localStorage.setItem(KEY, JSON.stringify(settings.value))
    } catch {
      // full or forbidden: they hold until the app is closed
    }
  }
  function forget() {
    settings.value = { ...usual }
    localStorage.removeItem(KEY)
  }
  return { settings, change, forget }
})

function read(): Settings {
  try {
    const kept = localStorage.getItem(KEY)
    return kept === null ? { ...usual } : parseJson(Settings, kept, 'settings')
  } catch {
    return { ...usual }
  }
}
