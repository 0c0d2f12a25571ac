/** Seen unobstructed for this long before a click may have an effect: long enough to have read what one clicks. */
const SEEN_MS = 500
/** ...and in the same place for this long, so that nothing is slid under a cursor that is about to click. */
const STILL_MS = 300
const SAMPLE_MS = 100
/** Smaller than this on the screen, px, nobody can read it: a page can shrink everything on it with `zoom`. */
const LEAST = { width: 180, height: 60 }
/** What lies in the layer above all others, beside us. */
const TOP_LAYER = ':popover-open,dialog:modal,:fullscreen'

/**
 * Whether the person could really see the card: nothing over it, nothing that makes it transparent, legible and in one place, for
 * half a second (clickjacking, RELIABILITY A7). Chromium answers by IntersectionObserver v2; elsewhere it is worked out from
 * what could be above the card.
 *
 * @returns a question to ask at the moment of the click
 */
export function watchVisibility(card: HTMLElement, nowMs: () => number, signal: AbortSignal): () => boolean {
  let sinceMs: number | null = null
  let stillMs = nowMs()
  let place = ''

  const observer = new IntersectionObserver(
    (entries) => {
      const seen = entries.at(-1)
      if (!seen?.isIntersecting || ('isVisible' in seen && !seen.isVisible)) sinceMs = null
      else sinceMs ??= nowMs()
    },
    { threshold: 0.98, trackVisibility: true, delay: 100 } as IntersectionObserverInit,
  )
  observer.observe(card)
  const byBrowser = 'isVisible' in IntersectionObserverEntry.prototype

  function moved(): boolean {
    const { left, top, width, height } = card.getBoundingClientRect()
    const now = [left, top, width, height].map(Math.round).join(' ')
    if (now === place) return false
    place = now
    stillMs = nowMs()
    return true
  }
  // in a frame the layout is about to be worked out anyway, so asking for it costs the page nothing more
  let frame = 0
  const timer = setInterval(() => {
    // a hidden tab has no frames: they would be kept for its return
    if (frame !== 0 || document.hidden) return
    frame = requestAnimationFrame(() => {
      frame = 0
      moved()
    })
  }, SAMPLE_MS)
  signal.addEventListener('abort', () => {
    observer.disconnect()
    clearInterval(timer)
    cancelAnimationFrame(frame)
  })

  return () => {
    if (sinceMs === null || nowMs() - sinceMs < SEEN_MS) return false
    if (moved() || nowMs() - stillMs < STILL_MS) return false
    const { width, height } = card.getBoundingClientRect()
    return width >= LEAST.width && height >= LEAST.height && (byBrowser || isOnTop(card))
  }
}

/**
 * In the top layer only what else is in it can be above us, and the card's own styles are out of the page's reach
 * (`sheet.ts`). Its order is not told, so whatever is there over the card, or holds it, counts as above it.
 */
function isOnTop(card: HTMLElement): boolean {
  const root = card.getRootNode()
  const host = root instanceof ShadowRoot ? root.host : card
  if (!host.matches(':popover-open')) return false
  const own = card.getBoundingClientRect()
  for (const other of document.querySelectorAll(TOP_LAYER)) {
    if (other === host || other.contains(host)) continue
    const { left, top, right, bottom } = other.getBoundingClientRect()
    if (left < own.right && right > own.left && top < own.bottom && bottom > own.top) return false
  }
  return [0.1, 0.5, 0.9].every(
    (part) => document.elementFromPoint(own.left + own.width * part, own.top + own.height * part) === host,
  )
}
