const channel = new BroadcastChannel('handrail-changes')

/** The engine host tells our other pages that something may look different now. Nothing else is said. */
export const tellChanged = (): void => channel.postMessage('changed')

export const watchChanges = (changed: () => void, signal?: AbortSignal): void =>
  channel.addEventListener('message', changed, signal ? { signal } : {})
