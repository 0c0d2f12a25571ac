import type { Root } from './page-roots.ts'

/** Changes of these change what is said. */
const ATTRIBUTES = ['hidden', 'open', 'role', 'aria-hidden', 'aria-invalid', 'aria-label']
/** A page counts as settled when nothing changed for this long... */
const QUIET_MS = 120
/** ...or, on a page that never rests, this long after the first change. */
const LONGEST_WAIT_MS = 1_500

interface Watching {
  settled(): void
  left(): void
  signal: AbortSignal
}

/**
 * Calls `settled` when the page came to rest after loading, navigating (also within the page), focusing or changing;
 * and `left` at once when its address changes. Ends with the signal.
 *
 * @returns to be told of the page's other parts (shadow roots, frames) once they are known: changes in them count too
 */
export function watchPage({ settled, left, signal }: Watching): (parts: readonly Root[]) => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let firstMs = 0
  let lastMs = 0
  let address = location.href

  function fire(): void {
    timer = undefined
    const restMs = Math.min(lastMs + QUIET_MS, firstMs + LONGEST_WAIT_MS) - performance.now()
    if (restMs > 1) timer = setTimeout(fire, restMs)
    else requestIdleCallback(() => !signal.aborted && settled(), { timeout: 100 })
  }
  // called for every change of a page, so it does next to nothing: one timer runs, and looks how long ago the last change was
  function changed(): void {
    if (location.href !== address) {
      address = location.href
      left()
    }
    lastMs = performance.now()
    if (timer !== undefined || document.visibilityState === 'hidden') return
    firstMs = lastMs
    timer = setTimeout(fire, QUIET_MS)
  }

  const observer = new MutationObserver(changed)
  signal.addEventListener('abort', () => {
    observer.disconnect()
    clearTimeout(timer)
  })
  const followed = new WeakSet<Root>()
  function follow(parts: readonly Root[]): void {
    for (const part of parts) {
      if (signal.aborted || followed.has(part)) continue
      followed.add(part)
      observer.observe(part, { subtree: true, childList: true, attributeFilter: ATTRIBUTES })
      // a frame's document is another one after each load; focus within a frame is heard only in the frame
      part.addEventListener('load', changed, { signal, capture: true, passive: true })
      for (const name of ['focusin', 'focusout'] as const)
        part.addEventListener(name, changed, { signal, passive: true })
    }
  }
  follow([document])
  for (const name of ['popstate', 'hashchange', 'pageshow'] as const) addEventListener(name, changed, { signal })
  document.addEventListener('visibilitychange', changed, { signal, passive: true })
  // Firefox has no Navigation API yet: there a route change is seen by what it changes on the page
  if ('navigation' in globalThis) navigation.addEventListener('currententrychange', changed, { signal })
  changed()
  return follow
}
