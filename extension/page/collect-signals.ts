import { pathShape, SIGNAL_LIMITS, type Signals } from '#core/context'
import { FIELDS, fieldLabel, isTaskField } from './field-label.ts'
import { clip, safeText } from './privacy.ts'

const HEADINGS = 'h1,h2,h3,[role="heading"],dialog[open] legend,[role="dialog"] legend'
const BANNERS =
  '[role="alert"],[role="status"],[role="alertdialog"],[aria-live="assertive"],[aria-live="polite"],.alert,.banner,.notice,.toast,.flash'
/** Beyond this many candidates a page is read only so far: long tables must not cost the person time. */
const MOST_ELEMENTS = 250

const isShown = (element: Element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })

function textsOf(
  root: ParentNode,
  selector: string,
  { items, chars }: { items: number; chars: number },
  read: (element: Element, chars: number) => string,
): string[] {
  const texts = new Set<string>()
  let looked = 0
  for (const element of root.querySelectorAll(selector)) {
    if (texts.size >= items || ++looked > MOST_ELEMENTS) break
    if (!isShown(element)) continue
    const text = read(element, chars)
    if (text !== '') texts.add(text)
  }
  return [...texts]
}

/**
 * What the page says about itself, clipped to `SIGNAL_LIMITS`. Reads names of things, never what is in them: see
 * `privacy.ts`. Changes nothing on the page.
 */
export function collectSignals(page: Document, address: { host: string; pathname: string; hash: string }): Signals {
  const focused = page.activeElement?.matches(FIELDS) ? fieldLabel(page.activeElement, SIGNAL_LIMITS.labels.chars) : ''
  return {
    host: address.host.slice(0, SIGNAL_LIMITS.host),
    pathShape: pathShape(address.pathname + address.hash),
    title: clip(page.title, SIGNAL_LIMITS.title),
    headings: textsOf(page, HEADINGS, SIGNAL_LIMITS.headings, safeText),
    labels: textsOf(page, FIELDS, SIGNAL_LIMITS.labels, (field, chars) =>
      isTaskField(field) ? fieldLabel(field, chars) : '',
    ),
    focused: focused === '' ? null : focused,
    banners: textsOf(page, BANNERS, SIGNAL_LIMITS.banners, safeText),
  }
}
