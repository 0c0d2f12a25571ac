/** Seen unobstructed for this long before a click may have an effect: long enough to have read what one clicks. */
const SEEN_MS = 500

/**
 * Whether the person could really see the card: nothing over it, nothing that makes it transparent, for half a second
 * (clickjacking, RELIABILITY A7). Chromium answers by IntersectionObserver v2; elsewhere it is worked out from styles
 * and hit tests.
 *
 * @returns a question to ask at the moment of the click
 */
export function watchVisibility(card: HTMLElement, nowMs: () => number, signal: AbortSignal): () => boolean {
  let sinceMs: number | null = null
  const observer = new IntersectionObserver(
    (entries) => {
      const seen = entries.at(-1)
      if (!seen?.isIntersecting || ('isVisible' in seen && !seen.isVisible)) sinceMs = null
      else sinceMs ??= nowMs()
    },
    { threshold: 0.98, trackVisibility: true, delay: 100 } as IntersectionObserverInit,
  )
  observer.observe(card)
  signal.addEventListener('abort', () => observer.disconnect())
  const byBrowser = 'isVisible' in IntersectionObserverEntry.prototype
  return () => sinceMs !== null && nowMs() - sinceMs >= SEEN_MS && (byBrowser || isOnTop(card))
}

function isOnTop(card: HTMLElement): boolean {
  const root = card.getRootNode()
  const host = root instanceof ShadowRoot ? root.host : card
  for (let at: Element | null = host; at; at = at.parentElement) {
    const { opacity, visibility, filter, clipPath, transform } = getComputedStyle(at)
    if (Number(opacity) < 1 || visibility !== 'visible') return false
    if (filter !== 'none' || clipPath !== 'none' || transform !== 'none') return false
  }
  const { left, top, width, height } = card.getBoundingClientRect()
  return [0.1, 0.5, 0.9].every((part) => document.elementFromPoint(left + width * part, top + height * part) === host)
}
