import { clip, isPrivateField, safeText } from './privacy.ts'

export const FIELDS =
  'input:not([type="hidden"],[type="submit"],[type="button"],[type="reset"],[type="image"]),textarea,select,[role="textbox"],[role="combobox"],[role="searchbox"],[role="spinbutton"],[contenteditable=""],[contenteditable="true"],[contenteditable="plaintext-only"]'

/** A tool's own search is on every page and says nothing about this one. */
const SEARCH =
  'search,[role="search"],[type="search"],[role="searchbox"],form[action*="search" i],input[name="q"],input[name="s"]'

/** Whether a field says what the page is for. */
export const isTaskField = (field: Element): boolean => field.closest(SEARCH) === null

/** The elements an attribute like `aria-labelledby` points to, in the same part of the page. */
export function pointedTo(element: Element, attribute: string): Element[] {
  const ids = element.getAttribute(attribute)?.split(/\s+/) ?? []
  const root = element.getRootNode()
  if (ids.length === 0 || !('getElementById' in root)) return []
  return ids.flatMap((id) => (root as Document | ShadowRoot).getElementById(id) ?? [])
}

const textOf = (elements: readonly Element[], maxChars: number): string =>
  elements
    .map((element) => safeText(element, maxChars))
    .filter((text) => text !== '')
    .join(' ')

/** What `aria-labelledby` or `aria-label` call an element; these come before all else in the rules of accessible names. */
export const ariaName = (element: Element, maxChars: number): string =>
  textOf(pointedTo(element, 'aria-labelledby'), maxChars) || element.getAttribute('aria-label') || ''

/** How a field is called on the page, or '' when it has no name or is private. Its value is never looked at. */
export function fieldLabel(field: Element, maxChars: number): string {
  if (isPrivateField(field)) return ''
  const labels = 'labels' in field ? [...((field as HTMLInputElement).labels ?? [])] : []
  const name =
    ariaName(field, maxChars) ||
    textOf(labels, maxChars) ||
    field.getAttribute('title') ||
    field.getAttribute('placeholder') ||
    ''
  return clip(name, maxChars)
}
