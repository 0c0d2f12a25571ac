import { clip, isPrivateField, safeText } from './privacy.ts'

export const FIELDS =
  'input:not([type="hidden"],[type="submit"],[type="button"],[type="reset"],[type="image"]),textarea,select,[role="textbox"],[role="combobox"],[role="searchbox"],[role="spinbutton"],[contenteditable=""],[contenteditable="true"],[contenteditable="plaintext-only"]'

/** A tool's own search is on every page and says nothing about this one. */
const SEARCH = 'search,[role="search"],[type="search"],[role="searchbox"]'

/** Whether a field says what the page is for. */
export const isTaskField = (field: Element): boolean => field.closest(SEARCH) === null

/** How a field is called on the page, or '' when it has no name or is private. Its value is never looked at. */
export function fieldLabel(field: Element, maxChars: number): string {
  if (isPrivateField(field)) return ''
  const named = field.getAttribute('aria-labelledby')?.split(/\s+/) ?? []
  const byId = named.map((id) => field.ownerDocument.getElementById(id)).filter((element) => element !== null)
  const labels = 'labels' in field && field.labels instanceof NodeList ? [...field.labels] : []
  const texts = (byId.length > 0 ? byId : labels).map((node) =>
    node instanceof Element ? safeText(node, maxChars) : '',
  )
  const spoken = texts.filter((text) => text !== '').join(' ')
  return clip(
    (byId.length > 0 && spoken) ||
      field.getAttribute('aria-label') ||
      spoken ||
      field.getAttribute('placeholder') ||
      '',
    maxChars,
  )
}
