import { isPrivate } from './privacy.ts'

export type Root = Document | ShadowRoot

/** Looked at in one shadow root for parts of its own; beyond it a page is read as far as it was found. */
const MOST_ELEMENTS = 2_000
const MOST_ROOTS = 60

export const isShown = (element: Element): boolean =>
  element.checkVisibility({ opacityProperty: true, visibilityProperty: true })

/** What pages are mostly made of; only those among them that may have a shadow root and are empty are looked at. */
const COMMON =
  'div,span,a,p,li,td,tr,button,i,b,svg,path,g,img,input,label,th,ul,ol,option,code,pre,br,h1,h2,h3,h4,strong,em,small,table,tbody,thead,section,form,nav,header,footer,article,aside,main,select,textarea,dl,dt,dd,meta,link,style,script,svg *'
/**
 * What of a document can hold another part: frames, custom elements, and plain elements that are empty or stand directly in the
 * body, as the roots of mounted parts do. Asked for in the browser's own code: touching every element of a page, only to learn
 * that it has no shadow root, cost more than all else. No selector says "custom element", so the common ones are left out.
 */
const HOLDERS = `:not(${COMMON}),body>*,:is(div,span,section,main,article,aside,nav,header,footer):empty`

/**
 * What a page is made of: its document, open shadow roots and frames of its own origin, each of those in turn. Closed roots and
 * other origins stay closed to us, and nothing inside something private or editable is entered.
 */
export function pageRoots(page: Document): [Document, ...Root[]] {
  const roots: [Document, ...Root[]] = [page]
  // grows while it is read: parts found later are searched too
  for (const root of roots) {
    for (const element of holders(root)) {
      if (roots.length >= MOST_ROOTS) return roots
      const inner = isHost(element) && !isPrivate(element) && isShown(element) ? partOf(element) : null
      if (inner) roots.push(inner)
    }
  }
  return roots
}

const isHost = (element: Element): boolean => element.shadowRoot !== null || element.localName === 'iframe'
/** Only for what is in sight: the first touch of a frame's document makes the browser build our world in it, 2.5 ms. */
const partOf = (element: Element): Root | null =>
  element.shadowRoot ?? (element.localName === 'iframe' ? frameDocument(element) : null)

/** A shadow root is small enough to be looked through. */
const holders = (root: Root): readonly Element[] =>
  [...root.querySelectorAll(root.nodeType === Node.DOCUMENT_NODE ? HOLDERS : '*')].slice(0, MOST_ELEMENTS)

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
    const inner = focused && partIn(focused, roots)
    if (!focused || !inner) return focused
    focused = inner.activeElement
  }
}

/** Only what `pageRoots` entered: what is private there is private here. */
const partIn = (element: Element, roots: readonly Root[]): Root | null => {
  const inner = partOf(element)
  return inner && roots.includes(inner) ? inner : null
}
