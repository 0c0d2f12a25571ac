/**
 * Puts made-up words into every place of a page: what is typed, said, hidden, kept. Runs inside the browser, so it names
 * nothing from outside itself.
 *
 * @param from number of the first word
 * @returns number of the first word that was not used
 */
export function plantWords(from: number): number {
  let n = from
  const word = () => `kanarie${n++}vogel`
  const add = (parent: Element | ShadowRoot, tag: string, fields: Record<string, string> = {}, text = word()) => {
    const made = document.createElement(tag)
    for (const [key, value] of Object.entries(fields)) made.setAttribute(key, value)
    made.textContent = text
    parent.append(made)
    return made
  }
  const fill = (root: ParentNode) => {
    for (const field of root.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input,textarea')) {
      if (['checkbox', 'radio', 'number', 'datetime-local', 'date', 'file'].includes(field.type)) continue
      field.value = word()
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }
  }
  const say = (parent: Element | ShadowRoot) => {
    for (const tag of ['h1', 'h2', 'p', 'li', 'td', 'button', 'a', 'summary', 'legend']) add(parent, tag)
    for (const role of ['alert', 'status', 'dialog', 'tab', 'row', 'link']) add(parent, 'div', { role })
    for (const key of ['aria-label', 'title', 'data-testid', 'alt', 'data-id', 'id', 'class', 'name', 'placeholder'])
      add(parent, 'div', { [key]: word() })
    for (const type of ['text', 'email', 'search', 'tel', 'url', 'password', 'hidden']) {
      const label = add(parent, 'label')
      label.append(Object.assign(document.createElement('input'), { type, name: word(), placeholder: word() }))
    }
    add(parent, 'textarea')
    add(parent, 'div', { contenteditable: 'true' })
    add(parent, 'p', { 'data-private': '' })
    add(parent, 'p', { hidden: '' })
  }

  document.title = `${word()} ${document.title}`
  const place = document.querySelector('main') ?? document.body
  for (const heading of document.querySelectorAll('h1,h2')) heading.append(` ${word()}`)
  say(place)
  const host = add(place, 'section', {}, '')
  const shadow = host.attachShadow({ mode: 'open' })
  say(shadow)
  fill(shadow)
  const frame = document.createElement('iframe')
  place.append(frame)
  if (frame.contentDocument) {
    say(frame.contentDocument.body)
    fill(frame.contentDocument)
  }
  fill(document)
  localStorage.setItem(word(), word())
  sessionStorage.setItem(word(), word())
  history.pushState(null, '', `${location.pathname}?q=${word()}#${word()}`)
  return n
}
