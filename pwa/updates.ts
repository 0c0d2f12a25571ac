import { readonly, ref } from 'vue'
import { Workbox } from 'workbox-window'
import { ATTEMPT_LOCK } from './engine-messages.ts'

const waiting = ref(false)
let workbox: Workbox | undefined

/** A newer version of the app is downloaded and waits for a person's word. */
export const updateWaiting = readonly(waiting)

/** Registers the service worker, which keeps the app usable offline. @returns once it controls or has failed to start */
export async function startServiceWorker(): Promise<ServiceWorkerRegistration | undefined> {
  if (!('serviceWorker' in navigator)) return
  workbox = new Workbox('/sw.js')
  workbox.addEventListener('waiting', () => {
    waiting.value = true
  })
  workbox.addEventListener('controlling', (event) => {
    if (event.isUpdate) location.reload()
  })
  await workbox.register()
  return navigator.serviceWorker.ready
}

/** Switches to the waiting version, unless a tab of this browser has an attempt open. */
export async function applyUpdate(): Promise<'applied' | 'attempt-open'> {
  const { held = [] } = await navigator.locks.query()
  if (held.some((lock) => lock.name === ATTEMPT_LOCK)) return 'attempt-open'
  workbox?.messageSkipWaiting()
  return 'applied'
}

/** Asks the service worker to keep the studio's screens as well: for who works on content. */
export function keepStudio({ active }: ServiceWorkerRegistration): void {
  active?.postMessage({ type: 'KEEP_STUDIO' })
}

/** Asks the service worker to fetch and keep the embedding model. @returns whether all of it is kept on this device */
export async function keepModel(registration: ServiceWorkerRegistration): Promise<boolean> {
  const { active } = registration
  if (!active) return false
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<unknown>) => resolve(data === true)
    active.postMessage({ type: 'KEEP_MODEL' }, [port2])
  })
}
