let answered: Promise<number | null> = Promise.resolve(null)

/** @returns ms from the key to the frame with the results drawn; null where nothing changed */
export const answer = (): Promise<number | null> => answered

/**
 * Call before the key is pressed.
 *
 * @param unchangedMs an answer that changes nothing on the screen cannot be timed: after so long it is given up
 */
export function watchForAnswer(unchangedMs: number): void {
  answered = new Promise((resolve) => {
    let beganMs: number | null = null
    const over = new AbortController()
    addEventListener(
      'keydown',
      ({ timeStamp }) => {
        beganMs = timeStamp
      },
      { capture: true, signal: over.signal },
    )
    const results = '[aria-label="Search results"]'
    const concerns = ({ target, addedNodes }: MutationRecord) => {
      const element = target instanceof Element ? target : target.parentElement
      return (
        !!element?.closest(results) || [...addedNodes].some((node) => node instanceof Element && node.matches(results))
      )
    }
    const watch = new MutationObserver((records) => {
      if (beganMs === null || !records.some(concerns)) return
      watch.disconnect()
      requestAnimationFrame(() => setTimeout(() => finish(performance.now() - (beganMs ?? 0))))
    })
    watch.observe(document.body, { childList: true, characterData: true, subtree: true })
    const timer = setTimeout(() => finish(null), unchangedMs)
    function finish(value: number | null) {
      clearTimeout(timer)
      watch.disconnect()
      over.abort()
      resolve(value)
    }
  })
}
