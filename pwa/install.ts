import { readonly, ref } from 'vue'

interface InstallPrompt extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>
}

const DECLINED = 'handrail-install-declined'
const offer = ref<InstallPrompt | null>(null)
const offered = ref(false)

/** The browser would install the app, and the person has not said "not now" before. */
export const installOffered = readonly(offered)

/** Listens from the first moment on: the browser asks once, early. */
export function listenForInstall(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    offer.value = event as InstallPrompt
    offered.value = localStorage.getItem(DECLINED) === null
  })
  addEventListener('appinstalled', () => {
    offered.value = false
  })
}

export async function install(): Promise<void> {
  offered.value = false
  await offer.value?.prompt()
}

export function declineInstall(): void {
  offered.value = false
  localStorage.setItem(DECLINED, '1')
}
