import type { ElementFacts } from '#core/anchors'
import { pathShape } from '#core/context'
import { ariaName, FIELDS, fieldLabel } from '../page/field-label.ts'
import { clip, safeText } from '../page/privacy.ts'
import { TEST_IDS } from '../page/test-ids.ts'
import { elementRole } from './element-role.ts'

/** The longest text a clue holds. */
export const CHARS = 120
const LANDMARKS = new Set([
  'main',
  'navigation',
  'complementary',
  'banner',
  'contentinfo',
  'search',
  'dialog',
  'region',
  'tablist',
  'toolbar',
])
const DEEPEST = 30

/** What an element is called and what its makers wrote on it. */
export function ownFacts(
  element: Element,
): Pick<ElementFacts, 'role' | 'name' | 'label' | 'testId' | 'attributes' | 'path'> {
  const isField = element.matches(FIELDS)
  const seen = isField ? labelText(element) : buttonText(element)
  const name = isField ? fieldLabel(element, CHARS) : clip(ariaName(element, CHARS) || seen || title(element), CHARS)
  return {
    role: elementRole(element) ?? 'generic',
    name,
    label: seen !== '' && seen !== name ? seen : null,
    testId: TEST_IDS.map((each) => element.getAttribute(each)).find((id) => id) ?? null,
    attributes: attributesOf(element),
    path: pathTo(element),
  }
}

const title = (element: Element) => element.getAttribute('title') ?? ''

const labelText = (field: Element): string => {
  const labels = 'labels' in field ? [...((field as HTMLInputElement).labels ?? [])] : []
  return clip(labels.map((label) => safeText(label, CHARS)).join(' '), CHARS)
}

/** What stands on a button is its label, written by the tool: words, a picture's words, the value of a submit button. */
function buttonText(element: Element): string {
  if (element.localName === 'input')
    return clip(element.getAttribute('value') || element.getAttribute('alt') || '', CHARS)
  return safeText(element, CHARS) || clip(element.querySelector('img[alt]')?.getAttribute('alt') ?? '', CHARS)
}

/** Names made by a machine are other ones after each load: they hold digits, colons, or letters in no order of words. */
const isWritten = (name: string): boolean =>
  name.length <= CHARS &&
  // each part begins with a mark, so that no name can be read in more than one way
  /^[a-z]+([-_.[\]]+[a-z]+)*\]?$/i.test(name) &&
  !/[a-z][A-Z]{2}|[A-Z]{2}[a-z]/.test(name)

function attributesOf(element: Element): Record<string, string> {
  const { origin } = element.ownerDocument.location
  const attributes: Record<string, string> = {}
  for (const name of ['name', 'id', 'autocomplete', 'type', 'inputmode']) {
    const value = element.getAttribute(name)
    const counts = name === 'id' ? value?.match(/[-_]/) && isWritten(value) : name !== 'name' || isWritten(value ?? '')
    if (value && counts && value !== 'off' && value !== 'on') attributes[name] = clip(value, CHARS)
  }
  const href = element.getAttribute('href')
  const url = href ? URL.parse(href, element.ownerDocument.baseURI) : null
  if (url && href && !/^(#$|javascript:)/i.test(href))
    attributes.href = clip((url.origin === origin ? '' : url.host) + pathShape(url.pathname + url.hash), CHARS)
  return attributes
}

/** The element around an element, out of its shadow root or frame where it is the outermost one in it. */
export const parentOf = (element: Element): Element | null => element.parentElement ?? holderOf(element)

/** What holds the part an element is in: the host of its shadow root, its frame, or nothing. */
export function holderOf(element: Element): Element | null {
  const root = element.getRootNode()
  return 'host' in root ? (root as ShadowRoot).host : (element.ownerDocument.defaultView?.frameElement ?? null)
}

function pathTo(element: Element): string[] {
  const path: string[] = []
  for (let at = parentOf(element); at && path.length < DEEPEST; at = parentOf(at)) {
    const role = at.shadowRoot ? at.localName : at.localName === 'iframe' ? 'frame' : elementRole(at)
    if (role !== null) path.unshift(role)
    if (role !== null && LANDMARKS.has(role)) return path
  }
  return ['page', ...path]
}
