interface Battery extends EventTarget {
  readonly charging: boolean
}
type Power = 'mains' | 'battery'

/** Tells what this device runs on, now and at every change. A browser that does not know says nothing. Pages only: workers cannot ask. */
export async function watchPower(tell: (power: Power) => void, signal?: AbortSignal): Promise<void> {
  const { getBattery } = navigator as { getBattery?: () => Promise<Battery> }
  const battery = await getBattery?.call(navigator).catch(() => undefined)
  if (!battery || signal?.aborted) return
  const say = () => tell(battery.charging ? 'mains' : 'battery')
  battery.addEventListener('chargingchange', say, signal ? { signal } : {})
  say()
}
