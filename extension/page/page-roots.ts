import { isPrivate } from './privacy.ts'

export type Root = Document | ShadowRoot

/** Looked at for parts of their own; beyond it a page is read as far as it was found. 10,000 take about a millisecond. */
const MOST_ELEMENTS = 10_000
const MOST_ROOTS = 60

export const isShown = (element: Element): boolean =>
  element.checkVisibility({ opacityProperty: true, visibilityProperty: true })

/**
 * What a page is made of: its document, open shadow roots and frames of its own origin, each of those in turn. Closed roots and
 * other origins stay closed to us, and nothing inside something private or editable is entered.
 */
export function pageRoots(page: Document): [Document, ...Root[]] {
  const roots: [Document, ...Root[]] = [page]
  let looked = 0
  // grows while it is read: parts found later are searched too
  for (const root of roots) {
    for (const element of root.querySelectorAll('*')) {
      if (++looked > MOST_ELEMENTS || roots.length >= MOST_ROOTS) return roots
      const inner = element.shadowRoot ?? (element.localName === 'iframe' ? frameDocument(element) : null)
      if (inner && !isPrivate(element) && isShown(element)) roots.push(inner)
    }
  }
  return roots
}

/** Null for another origin, and where the whole frame is an editor. */
function frameDocument(frame: Element): Document | null {
  const inner = 'contentDocument' in frame ? (frame as HTMLIFrameElement).contentDocument : null
  return inner && inner.designMode !== 'on' && inner.documentElement ? inner : null
}

/** The element that has the focus, wherever in the page's parts it lies. */
export function deepFocus(roots: readonly Root[]): Element | null {
  const [page] = roots
  let focused = page?.activeElement ?? null
  for (;;) {
    const inner = focused && (focused.shadowRoot ?? frameIn(focused, roots))
    if (!focused || !inner) return focused
    focused = inner.activeElement
  }
}

const frameIn = (element: Element, roots: readonly Root[]): Document | null => {
  const inner = element.localName === 'iframe' ? frameDocument(element) : null
  return inner && roots.includes(inner) ? inner : null
}
