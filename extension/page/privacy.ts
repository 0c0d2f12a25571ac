/**
 * Never read: what people type or may type, and what a tool marks as private. Password and one-time-code fields do not
 * even give their label.
 */
const PRIVATE_PART = '[data-private],[contenteditable]:not([contenteditable="false"])'
/** Nothing lies within a field, so these are not looked for among what an element lies in. */
const PRIVATE_INPUT =
  'input:is([type="password"],[type="hidden"],[autocomplete*="one-time-code"],[autocomplete*="password"],[autocomplete^="cc-"])'
/** Elements whose text is a value or no text at all. */
const NO_TEXT = 'input,textarea,select,option,datalist,output,script,style,noscript,template,[role="textbox"],[hidden]'
const UNREAD = `${PRIVATE_PART},${NO_TEXT}`
const PRIVATE_FIELD = 'input[type="password"],input[autocomplete*="one-time-code"],input[autocomplete*="password"]'

/** The slot an element, or what it lies in, is drawn in. */
function slotAround(element: Element): Element | null {
  for (let at: Element | null = element; at; at = at.parentElement) if (at.assignedSlot) return at.assignedSlot
  return null
}

/** Whether an element lies in such a part as the page is drawn: what a component calls private holds for what is put into it. */
function liesIn(element: Element, selector: string): boolean {
  for (let at: Element | null = element; at; at = slotAround(at)) if (at.closest(selector)) return true
  return false
}

/** Inside something private, or a private field itself. */
export const isPrivate = (element: Element): boolean => liesIn(element, PRIVATE_PART) || element.matches(PRIVATE_INPUT)

/** As for any element, but a field may be editable: its label is asked for, never its content. */
export const isPrivateField = (field: Element): boolean =>
  liesIn(field, '[data-private]') || field.matches(PRIVATE_FIELD)

/** `instanceof` knows only elements of its own frame. */
const isElement = (node: Node): node is Element => node.nodeType === 1
const slotOf = (node: Node): Element | null => ('assignedSlot' in node ? (node as Text | Element).assignedSlot : null)

/** The words of an element without values, editable or private parts, spaces collapsed, at most `maxChars`. */
export function safeText(element: Element, maxChars: number): string {
  if (liesIn(element, UNREAD)) return ''
  if (element.childElementCount === 0 && !element.shadowRoot)
    return clip((element.textContent ?? '').slice(0, 20 * maxChars), maxChars)
  let text = ''
  const take = (node: Node) => {
    if (text.length > maxChars * 2) return
    const slot = slotOf(node)
    if (slot && liesIn(slot, UNREAD)) return
    if (node.nodeType === 3) text += ` ${node.nodeValue ?? ''}`
    else if (isElement(node) && !node.matches(UNREAD))
      for (let child = node.firstChild; child; child = child.nextSibling) take(child)
  }
  for (let child = element.firstChild; child; child = child.nextSibling) take(child)
  return clip(text, maxChars)
}

export const clip = (text: string, maxChars: number): string =>
  text.replace(/\s+/g, ' ').trim().slice(0, maxChars).trim()
