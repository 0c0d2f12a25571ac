/** A page counts as settled when nothing changed for this long... */
const QUIET_MS = 120
/** ...or, on a page that never rests, this long after the first change. */
const LONGEST_WAIT_MS = 1_500

/**
 * Calls `settled` when the page came to rest after loading, navigating (also within the page), focusing or changing;
 * and `left` at once when its address changes. Ends with the signal.
 */
export function watchPage({ settled, left, signal }: { settled(): void; left(): void; signal: AbortSignal }): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let firstMs = 0
  let address = location.href

  const fire = () => {
    timer = undefined
    requestIdleCallback(() => !signal.aborted && settled(), { timeout: 100 })
  }
  const changed = () => {
    if (location.href !== address) {
      address = location.href
      left()
    }
    if (document.visibilityState === 'hidden') return
    const now = performance.now()
    if (timer === undefined) firstMs = now
    else clearTimeout(timer)
    timer = setTimeout(fire, Math.max(0, Math.min(QUIET_MS, firstMs + LONGEST_WAIT_MS - now)))
  }

  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, {
    subtree: true,
    childList: true,
    attributeFilter: ['hidden', 'open', 'role', 'aria-hidden'],
  })
  signal.addEventListener('abort', () => {
    observer.disconnect()
    clearTimeout(timer)
  })
  for (const name of ['popstate', 'hashchange', 'pageshow'] as const) addEventListener(name, changed, { signal })
  for (const name of ['focusin', 'focusout', 'visibilitychange'] as const)
    document.addEventListener(name, changed, { signal, passive: true })
  // Firefox has no Navigation API yet: there a route change is seen by what it changes on the page
  if ('navigation' in globalThis) navigation.addEventListener('currententrychange', changed, { signal })
  changed()
}
