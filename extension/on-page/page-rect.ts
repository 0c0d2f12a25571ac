import { parentOf } from '../guides/element-facts.ts'

/** Pixels of the top window. */
export interface Rect {
  left: number
  top: number
  width: number
  height: number
}

/** The frames of this page around an element, innermost first. */
function framesOf(element: Element): Element[] {
  if (element.ownerDocument === document) return []
  const frame = element.ownerDocument.defaultView?.frameElement
  return frame ? [frame, ...framesOf(frame)] : []
}

/** Where the inside of a frame begins, in the window the frame is in. */
function insideOf(frame: Element): { left: number; top: number } {
  const { left, top } = frame.getBoundingClientRect()
  const { paddingLeft, paddingTop } = getComputedStyle(frame)
  return {
    left: left + frame.clientLeft + Number.parseFloat(paddingLeft),
    top: top + frame.clientTop + Number.parseFloat(paddingTop),
  }
}

/** Where an element is in the top window, whatever frames of the same origin it is in. */
export function pageRect(element: Element): Rect {
  const { left, top, width, height } = element.getBoundingClientRect()
  const rect = { left, top, width, height }
  for (const frame of framesOf(element).map(insideOf)) {
    rect.left += frame.left
    rect.top += frame.top
  }
  return rect
}

/**
 * Whether a person sees the element where it is: within the window, not scrolled out of a part of the page, nothing over it.
 *
 * @param own our host element, which is looked through
 */
export function isInView(element: Element, own: Element): boolean {
  const { left, top, width, height } = pageRect(element)
  const [x, y] = [left + width / 2, top + height / 2]
  const within = x >= 0 && y >= 0 && x < innerWidth && y < innerHeight && width > 0 && height > 0
  return within && isAt(element, elementAt(x, y, own))
}

/**
 * The innermost element drawn at a point of the top window, in open shadow roots and frames of the same origin too.
 *
 * @param own our host element, which is looked through
 */
export const elementAt = (x: number, y: number, own: Element): Element | null => innermost(document, x, y, own)

function innermost(root: Document | ShadowRoot, x: number, y: number, own: Element): Element | null {
  // a shadow root names what lies around it too
  const hit = root.elementsFromPoint(x, y).find((each) => each !== own && each.getRootNode() === root)
  if (!hit) return null
  if (hit.shadowRoot) return innermost(hit.shadowRoot, x, y, own) ?? hit
  const inner = hit.localName === 'iframe' ? (hit as HTMLIFrameElement).contentDocument : null
  if (!inner) return hit
  const { left, top } = insideOf(hit)
  return innermost(inner, x - left, y - top, own) ?? hit
}

function isAt(element: Element, hit: Element | null): boolean {
  for (let at: Element | null = hit; at; at = parentOf(at)) if (at === element) return true
  const labels = 'labels' in element ? [...((element as HTMLInputElement).labels ?? [])] : []
  if (hit && labels.some((label) => label.contains(hit))) return true
  // what takes no clicks is not hit itself, but what it lies in is
  const view = element.ownerDocument.defaultView
  return hit !== null && view?.getComputedStyle(element).pointerEvents === 'none' && hit.contains(element)
}
