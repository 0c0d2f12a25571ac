import { onUnmounted } from 'vue'

/** Ends what a component follows once it is gone. Called while it is set up. */
export function unmountSignal(): AbortSignal {
  const life = new AbortController()
  onUnmounted(() => life.abort())
  return life.signal
}
