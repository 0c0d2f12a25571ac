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

/** Inside something private, or a private field itself. */
export const isPrivate = (element: Element): boolean =>
  element.closest(PRIVATE_PART) !== null || element.matches(PRIVATE_INPUT)

/** As for any element, but a field may be editable: its label is asked for, never its content. */
export const isPrivateField = (field: Element): boolean =>
  field.closest('[data-private]') !== null || field.matches(PRIVATE_FIELD)

/** `instanceof` knows only elements of its own frame. */
const isElement = (node: Node): node is Element => node.nodeType === 1

/** The words of an element without values, editable or private parts, spaces collapsed, at most `maxChars`. */
export function safeText(element: Element, maxChars: number): string {
  if (element.closest(UNREAD)) return ''
  if (element.childElementCount === 0) return clip((element.textContent ?? '').slice(0, 20 * maxChars), maxChars)
  let text = ''
  const take = (node: Node) => {
    if (text.length > maxChars * 2) return
    if (node.nodeType === 3) text += ` ${node.nodeValue ?? ''}`
    else if (isElement(node) && !node.matches(UNREAD))
      for (let child = node.firstChild; child; child = child.nextSibling) take(child)
  }
  for (let child = element.firstChild; child; child = child.nextSibling) take(child)
  return clip(text, maxChars)
}

export const clip = (text: string, maxChars: number): string =>
  text.replace(/\s+/g, ' ').trim().slice(0, maxChars).trim()
