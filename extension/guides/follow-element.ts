import { pageRect, type Rect } from '../on-page/page-rect.ts'

const same = (a: Rect, b: Rect) => a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height

/**
 * Calls `moved` with where the element is now, and whenever it moves or changes its size, at most once a frame. While nothing
 * moves nothing runs: the browser tells of scrolling, of size, and, by an observer cut to where the element was, of the rest.
 */
export function followElement(element: Element, moved: (rect: Rect) => void, signal: AbortSignal): void {
  let frame = 0
  let last: Rect | null = null
  let shift: IntersectionObserver | undefined

  const measure = () => {
    frame = 0
    if (signal.aborted) return
    const rect = pageRect(element)
    if (last && same(last, rect)) return
    last = rect
    watchShift(rect)
    moved(rect)
  }
  const soon = () => {
    frame ||= requestAnimationFrame(measure)
  }

  /** An element that moves leaves the window this observer is cut to. It speaks once when it begins to observe. */
  function watchShift(rect: Rect, threshold = 1): void {
    shift?.disconnect()
    if (rect.width === 0 || rect.height === 0) return
    const { clientWidth, clientHeight } = document.documentElement
    const sides = [rect.top, clientWidth - rect.left - rect.width, clientHeight - rect.top - rect.height, rect.left]
    const rootMargin = sides.map((side) => `${-Math.floor(side)}px`).join(' ')
    let first = true
    shift = new IntersectionObserver(
      ([entry]) => {
        const ratio = entry?.intersectionRatio ?? 0
        if (!first) return soon()
        first = false
        // partly out of sight from the beginning: any change of that part is a move
        if (ratio < threshold && threshold === 1) watchShift(rect, Math.max(ratio, 1e-7))
      },
      // a document is a root for its own elements alone; for those in frames it is the window
      { root: element.ownerDocument === document ? document : null, rootMargin, threshold },
    )
    shift.observe(element)
  }

  const size = new ResizeObserver(soon)
  size.observe(element)
  signal.addEventListener('abort', () => {
    cancelAnimationFrame(frame)
    shift?.disconnect()
    size.disconnect()
  })
  for (let view: Window | null = element.ownerDocument.defaultView; view; view = view === window ? null : view.parent) {
    view.addEventListener('scroll', soon, { signal, capture: true, passive: true })
    view.addEventListener('resize', soon, { signal, passive: true })
  }
  measure()
}
