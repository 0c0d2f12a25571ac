import { pathShape, SIGNAL_LIMITS, type Signals } from '#core/context'
import { FIELDS, fieldLabel, isTaskField, pointedTo } from './field-label.ts'
import { CONTROLS, readControl } from './page-controls.ts'
import { pageGroups } from './page-groups.ts'
import { deepFocus, isShown, type Root } from './page-roots.ts'
import { clip, isPrivate, safeText } from './privacy.ts'

const HEADINGS = 'h1,h2,h3,[role="heading"],dialog[open] legend,[role="dialog"] legend'
const INVALID = '[aria-invalid="true"]'
const BANNERS = `[role="alert"],[role="status"],[role="alertdialog"],[aria-live="assertive"],[aria-live="polite"],.alert,.banner,.notice,.toast,.flash,${INVALID}`
/** Beyond this many candidates a page is read only so far: long tables must not cost the person time. */
const MOST_ELEMENTS = 250

/** What `read` says of the visible elements, in page order, each thing once, until `most` are found. */
function found<T>(
  roots: readonly Root[],
  selector: string,
  most: number,
  read: (element: Element) => T | null,
  sameAs: (thing: T) => unknown = (thing) => thing,
): T[] {
  const things = new Map<unknown, T>()
  let looked = 0
  for (const root of roots) {
    for (const element of root.querySelectorAll(selector)) {
      if (things.size >= most || ++looked > MOST_ELEMENTS) return [...things.values()]
      const thing = isShown(element) ? read(element) : null
      if (thing === null) continue
      const same = sameAs(thing)
      if (!things.has(same)) things.set(same, thing)
    }
  }
  return [...things.values()]
}

const DIALOG = 'dialog[open],[role="dialog"],[role="alertdialog"]'
const MAIN = 'main,[role="main"]'
const ENDS = 'header,footer'
const FURNITURE = 'nav,aside,[role="navigation"],[role="complementary"],[role="banner"],[role="contentinfo"]'

const PARTS = `${DIALOG},${FURNITURE},${MAIN},${ENDS},article,section`

/** An open dialog is what the page is about now, then its main part; menus and side bars are the same on every page. */
function standing(part: Element): number {
  if (part.closest(DIALOG)) return 0
  if (part.closest(FURNITURE)) return 3
  if (part.closest(MAIN)) return 1
  return part.closest(ENDS) && !part.closest('article,section') ? 3 : 2
}
/** Best standing first, else in page order. Things of one part of a page stand alike, so it is worked out once for each. */
function byStanding<T extends { element: Element }>(things: readonly T[]): T[] {
  const places = new Map<Element | null, number>([[null, 2]])
  const placeOf = (element: Element): number => {
    const part = element.closest(PARTS)
    const place = places.get(part) ?? (part ? standing(part) : 2)
    places.set(part, place)
    return place
  }
  return things
    .map((thing) => ({ thing, place: placeOf(thing.element) }))
    .sort((a, b) => a.place - b.place)
    .map(({ thing }) => thing)
}

const orNull = (text: string) => (text === '' ? null : text)

/** Of a field that is wrong: what the tool says about it, not the field. */
function bannerText(element: Element): string | null {
  const { chars } = SIGNAL_LIMITS.banners
  if (!element.matches(INVALID)) return orNull(safeText(element, chars))
  if (isPrivate(element)) return null
  const messages = pointedTo(element, 'aria-errormessage')
  const said = messages.length > 0 ? messages : pointedTo(element, 'aria-describedby')
  return orNull(
    clip(
      said
        .filter(isShown)
        .map((message) => safeText(message, chars))
        .join(' '),
      chars,
    ),
  )
}

/**
 * What the page says about itself, clipped to `SIGNAL_LIMITS`. Reads names of things, never what is in them: see
 * `privacy.ts`. Changes nothing on the page.
 *
 * @param roots the page's parts as `pageRoots` finds them, its document first
 */
export function collectSignals(...page: Parameters<typeof collecting>): Signals {
  const pieces = collecting(...page)
  for (;;) {
    const piece = pieces.next()
    if (piece.done) return piece.value
  }
}

/** The same in pieces: at each yield the page may have its turn. */
export function* collecting(
  roots: readonly [Document, ...Root[]],
  address: { host: string; pathname: string; hash: string },
): Generator<void, Signals> {
  const [page] = roots
  const { headings, labels, banners, controls } = SIGNAL_LIMITS
  const focus = deepFocus(roots)
  // a label may come again in another group, so each field counts here
  const fields = found(roots, FIELDS, 2 * labels.items, (element) => {
    const label = isTaskField(element) ? fieldLabel(element, labels.chars) : ''
    return label === '' ? null : { element, label }
  })
  yield
  // more than are told: those of menus come last, wherever they stand
  const titles = found(
    roots,
    HEADINGS,
    3 * headings.items,
    (element) => {
      const text = safeText(element, headings.chars)
      return text === '' ? null : { element, text }
    },
    ({ text }) => text,
  )
  yield
  const buttons = found(
    roots,
    CONTROLS,
    controls.items,
    (element) => {
      const control = readControl(element)
      return control && { element, label: control.name, control }
    },
    ({ control: { role, name, testId } }) => [role, name, testId].join('\n'),
  )
  yield
  const messages = found(roots, BANNERS, banners.items, bannerText)
  yield
  const groups = pageGroups([...fields, ...buttons.filter(({ label }) => label !== '')])
  yield
  return {
    host: address.host.slice(0, SIGNAL_LIMITS.host),
    pathShape: pathShape(address.pathname + address.hash),
    title: clip(page.title, SIGNAL_LIMITS.title),
    headings: byStanding(titles)
      .slice(0, headings.items)
      .map(({ text }) => text),
    labels: [...new Set(byStanding(fields).map(({ label }) => label))].slice(0, labels.items),
    focused: focus?.matches(FIELDS) ? orNull(fieldLabel(focus, labels.chars)) : null,
    banners: messages,
    controls: buttons.map(({ control }) => control),
    groups,
    seconds: 0,
  }
}
