/** How far a frame, and the frames around it, stand in from the window's corner, px. */
function frameOffset(element: Element): { x: number; y: number } {
  let x = 0
  let y = 0
  for (let frame = frameOf(element); frame; frame = frameOf(frame)) {
    const { left, top } = frame.getBoundingClientRect()
    x += left + frame.clientLeft
    y += top + frame.clientTop
  }
  return { x, y }
}

const frameOf = (element: Element): Element | null => element.ownerDocument.defaultView?.frameElement ?? null

/** Where an element stands in the window, whichever frame it is in, px. */
export function windowRect(element: Element): { x: number; y: number; width: number; height: number } {
  const { left, top, width, height } = element.getBoundingClientRect()
  const { x, y } = frameOffset(element)
  return { x: left + x, y: top + y, width, height }
}

/** The deepest element at a point of the window, into open shadow roots and frames of the page's origin. @param over ours, looked through */
export function elementAt(page: Document, x: number, y: number, over: Element): Element | null {
  let found = page.elementsFromPoint(x, y).find((element) => element !== over) ?? null
  for (;;) {
    const inner: Document | ShadowRoot | null = found && (found.shadowRoot ?? frameDocument(found))
    if (!found || !inner) return found
    const { x: left, y: top } = inner.nodeType === Node.DOCUMENT_NODE ? innerCorner(found) : frameOffset(found)
    // asked for one element only, a shadow root names our sheet over it
    const deeper: Element | undefined = inner
      .elementsFromPoint(x - left, y - top)
      .find((element) => element.getRootNode() === inner)
    if (!deeper) return found
    found = deeper
  }
}

function innerCorner(frame: Element): { x: number; y: number } {
  const { x, y } = windowRect(frame)
  return { x: x + frame.clientLeft, y: y + frame.clientTop }
}

const frameDocument = (element: Element): Document | null =>
  element.localName === 'iframe' ? (element as HTMLIFrameElement).contentDocument : null
