/** The part of a browser's event that is needed to follow it. */
interface Event<Listener> {
  addListener(listener: Listener): void
  removeListener(listener: Listener): void
}

/** Hears an event of the browser until the signal ends it; without one for as long as this page lives. */
export function listen<Listener>(event: Event<Listener>, listener: Listener, signal?: AbortSignal): void {
  if (signal?.aborted) return
  event.addListener(listener)
  signal?.addEventListener('abort', () => event.removeListener(listener), { once: true })
}
