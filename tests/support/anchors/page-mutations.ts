import type { Random } from '#core/base'
import { pageRoots } from '../../../extension/page/page-roots.ts'

/** Changes a live page as its makers could. `target` is the element an anchor was made for; removed when it says so. */
export interface Mutation {
  kind: string
  /** the target is gone afterwards, so nothing may be found */
  removes?: true
  change(page: Document, target: Element, random: Random): void
}

const CONTROLS = 'a[href],button,input,select,textarea,[role="tab"],[role="combobox"]'
const all = (page: Document, selector = '*') =>
  pageRoots(page)
    .flatMap((root) => [...root.querySelectorAll(selector)])
    .filter((element) => !element.closest('head'))
const some = <T>(random: Random, list: readonly T[], most: number): T[] => random.shuffle(list).slice(0, most)
const invented = (random: Random) => `x${random.int(1e9).toString(36)}`
const words = ['new', 'quick', 'team', 'here', 'now', 'all']

function eachText(page: Document, change: (text: string) => string): void {
  for (const root of pageRoots(page))
    for (const element of root.querySelectorAll('*')) {
      if (element.closest('head,script,style')) continue
      for (const node of element.childNodes) if (node.nodeType === 3) node.nodeValue = change(node.nodeValue ?? '')
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
        const value = element.getAttribute(name)
        if (value) element.setAttribute(name, change(value))
      }
    }
}
/** Other words of about the same length, the same one for the same word. */
const translate = (text: string) =>
  text.replace(/\p{L}+/gu, (word) => {
    const reversed = [...word.toLowerCase()].reverse().join('')
    return /^\p{Lu}/u.test(word) ? `${reversed.charAt(0).toUpperCase()}${reversed.slice(1)}en` : `${reversed}en`
  })

/** The first words in an element, however deep; those of a field in a label are not the label's. */
function wordsIn(element: Element): Node | undefined {
  for (const node of element.childNodes) {
    if (node.nodeType === 3 && node.nodeValue?.trim()) return node
    const inner =
      node.nodeType === 1 && !(node as Element).matches('select,textarea,style,script')
        ? wordsIn(node as Element)
        : undefined
    if (inner) return inner
  }
  return undefined
}
/** As the name of an element is made: what ARIA says, then its label, then its hint. */
function editName(element: Element, change: (text: string) => string): void {
  const label = 'labels' in element ? (element as HTMLInputElement).labels?.[0] : null
  const holder = element.closest('label') ?? label ?? element
  const node = wordsIn(holder)
  const hints = holder === element || !node ? ['aria-label', 'title', 'placeholder'] : ['aria-label']
  const attribute = hints.find((name) => element.hasAttribute(name))
  if (attribute) element.setAttribute(attribute, change(element.getAttribute(attribute) ?? ''))
  else if (node) node.nodeValue = ` ${change(node.nodeValue?.trim() ?? '')} `
}
const withOneWordMore = (random: Random) => (text: string) =>
  random.int(2) ? `${text} ${words[random.int(words.length)]}` : `${words[random.int(words.length)]} ${text}`
const withOneWordOther = (random: Random) => (text: string) => {
  const parts = text.split(' ')
  parts[random.int(parts.length)] = words[random.int(words.length)] ?? ''
  return parts.join(' ')
}

function wrap(element: Element, page: Document, random: Random): void {
  const wrapper = page.createElement(['div', 'span', 'div', 'section'][random.int(4)] ?? 'div')
  wrapper.className = invented(random)
  element.replaceWith(wrapper)
  wrapper.append(element)
}

/** As a framework does that draws everything anew: other nodes, other ids, other elements for what has no meaning. */
function redraw(page: Document, random: Random): void {
  const idByOld = new Map<string, string>()
  for (const { id } of all(page, '[id]')) if (!/[-_]/.test(id)) idByOld.set(id, `:${invented(random)}:`)
  for (const element of all(page)) {
    for (const name of ['id', 'for', 'aria-labelledby']) {
      const now = idByOld.get(element.getAttribute(name) ?? '')
      if (now) element.setAttribute(name, now)
    }
    if (element.hasAttribute('class')) element.setAttribute('class', `css-${invented(random)}`)
  }
  const again = (root: Node, into: Node): void => {
    for (const node of [...root.childNodes]) {
      const element = node.nodeType === 1 ? (node as Element) : null
      const plain = element && /^(div|span)$/.test(element.localName)
      const made = plain ? page.createElement(random.int(2) ? 'div' : 'span') : node.cloneNode(false)
      if (plain) for (const { name, value } of element.attributes) (made as Element).setAttribute(name, value)
      if (element?.shadowRoot) again(element.shadowRoot, (made as Element).attachShadow({ mode: 'open' }))
      again(node, made)
      into.appendChild(made)
      if (root === into) root.removeChild(node)
    }
  }
  again(page.body, page.body)
}

const copyOf = (element: Element) => {
  const copy = element.cloneNode(true) as Element
  for (const marked of [copy, ...copy.querySelectorAll('[data-target]')]) marked.removeAttribute('data-target')
  return copy
}
/** The target with the label around it, as it is copied or moved by hand. */
const whole = (target: Element) => target.closest('label') ?? target

/** Another control, beside the target if there is one; not one called the same, which would be the same put elsewhere. */
function sibling(page: Document, target: Element, random: Random): Element | undefined {
  const others = all(page, CONTROLS).filter((other) => other !== target && other.textContent !== target.textContent)
  const beside = others.filter((other) => other.parentElement === whole(target).parentElement)
  return some(random, beside.length > 0 ? beside : others, 1)[0]
}

/** Puts another control of the same sort and looks in the target's place, or before it. */
function impostor(target: Element, marks: 'its own' | 'the same', place: 'instead' | 'before'): void {
  const copy = copyOf(whole(target))
  const control = copy.matches(CONTROLS) ? copy : (copy.querySelector(CONTROLS) ?? copy)
  if (marks === 'its own')
    for (const mark of ['data-testid', 'name', 'id', 'autocomplete', 'href'])
      if (control.hasAttribute(mark)) control.setAttribute(mark, mark === 'href' ? '/archive/all' : 'archive-all')
  if (place === 'before') whole(target).before(copy)
  else whole(target).replaceWith(copy)
  editName(control, () => 'Archive everything')
}

const classes: Mutation = {
  kind: 'classes renamed',
  change: (page, _, random) => {
    for (const element of all(page, '[class]')) element.setAttribute('class', invented(random))
  },
}
const order: Mutation = {
  kind: 'order changed',
  change: (page, target, random) => {
    const near = whole(target).parentElement
    for (const parent of [near, near?.parentElement, ...some(random, all(page, 'ul,form,tr,section,aside'), 3)])
      if (parent && parent !== page.body) parent.append(...random.shuffle([...parent.children]))
  },
}
const wrappers: Mutation = {
  kind: 'wrappers added',
  change: (page, target, random) => {
    wrap(whole(target), page, random)
    for (const element of some(random, all(page, 'button,a,form,ul,table,label,h2,aside > *'), 8))
      wrap(element, page, random)
  },
}
const nameEdited: Mutation = {
  kind: 'its name: a word added',
  change: (_, target, random) => editName(target, withOneWordMore(random)),
}
const nameReworded: Mutation = {
  kind: 'its name: a word replaced',
  change: (_, target, random) => editName(target, withOneWordOther(random)),
}
const textEdited: Mutation = {
  kind: 'texts around edited',
  change: (page, target, random) => {
    for (const element of some(random, all(page, `h1,h2,h3,p,${CONTROLS}`), 8))
      if (element !== target && !element.contains(target)) editName(element, withOneWordOther(random))
  },
}
const redrawn: Mutation = { kind: 'drawn anew, new ids', change: (page, _, random) => redraw(page, random) }
const tags: Mutation = {
  kind: 'elements swapped for ARIA',
  change: (page) => {
    for (const element of all(page, 'button,nav,main,h2')) {
      const made = page.createElement('div')
      const role = { button: 'button', nav: 'navigation', main: 'main', h2: 'heading' }[element.localName] ?? ''
      for (const { name, value } of element.attributes) made.setAttribute(name, value)
      if (!made.hasAttribute('role')) made.setAttribute('role', role)
      made.append(...element.childNodes)
      element.replaceWith(made)
    }
  },
}
const translated: Mutation = {
  kind: 'translated',
  change: (page) => {
    eachText(page, translate)
    page.documentElement.lang = 'de'
  },
}
const translatedSilently: Mutation = { kind: 'translated, lang unchanged', change: (page) => eachText(page, translate) }
const attributesDropped: Mutation = {
  kind: 'attributes dropped',
  change: (page, target, random) => {
    const labelled = (element: Element) => all(page, `[for="${element.id}"]`).length > 0
    for (const element of [target, ...some(random, all(page, CONTROLS), 8)])
      for (const name of ['data-testid', 'name', 'autocomplete', 'id', 'data-section'])
        if (name !== 'id' || !labelled(element)) element.removeAttribute(name)
  },
}
const copied: Mutation = {
  kind: 'a copy of it beside it',
  change: (_, target, random) => whole(target)[random.int(2) ? 'before' : 'after'](copyOf(whole(target))),
}
const copiedAway: Mutation = {
  kind: 'a copy of it elsewhere',
  change: (page, target, random) => {
    const places = all(page, CONTROLS).filter((other) => other !== target && !other.closest('label'))
    some(random, places, 1)[0]?.after(copyOf(whole(target)))
  },
}
const neighbourCopied: Mutation = {
  kind: 'a copy of a neighbour',
  change: (page, target, random) => {
    const other = sibling(page, target, random)
    if (other) whole(target)[random.int(2) ? 'before' : 'after'](copyOf(other))
  },
}
const added: Mutation = {
  kind: 'one like it added',
  change: (_, target) => impostor(target, 'its own', 'before'),
}
const removed: Mutation = { kind: 'removed', removes: true, change: (_, target) => whole(target).remove() }
const replaced: Mutation = {
  kind: 'replaced by one like it',
  removes: true,
  change: (_, target) => impostor(target, 'its own', 'instead'),
}
/** As when one button is "Next" first and "Place order" then. */
const turned: Mutation = {
  kind: 'another name, all else the same',
  removes: true,
  change: (_, target) => impostor(target, 'the same', 'instead'),
}
/** As when a dialog closes and another with the same button opens. */
const elsewhere: Mutation = {
  kind: 'removed, the same in another place',
  removes: true,
  change: (page, target) => {
    const place = page.createElement('section')
    place.innerHTML = '<h2>Print queue</h2><button>Print all</button><p></p><button>Clear the queue</button>'
    place.querySelector('p')?.replaceWith(copyOf(whole(target)))
    whole(target).remove()
    page.body.append(place)
  },
}

const lasting = [
  classes,
  order,
  wrappers,
  nameEdited,
  textEdited,
  redrawn,
  tags,
  attributesDropped,
  neighbourCopied,
  added,
]
const mixed = (kind: string, pick: (random: Random) => readonly Mutation[], last?: Mutation): Mutation => ({
  kind,
  ...(last?.removes && { removes: true }),
  change: (page, _, random) => {
    for (const { change } of [...pick(random), ...(last ? [last] : [])]) {
      const now = all(page, '[data-target]')[0]
      if (now) change(page, now, random)
    }
  },
})

export const mutations: readonly Mutation[] = [
  { kind: 'nothing', change: () => undefined },
  classes,
  order,
  wrappers,
  nameEdited,
  nameReworded,
  textEdited,
  redrawn,
  tags,
  translated,
  translatedSilently,
  attributesDropped,
  copied,
  copiedAway,
  neighbourCopied,
  added,
  mixed('two together', (random) => some(random, lasting, 2)),
  mixed('four together', (random) => some(random, lasting, 4)),
  mixed('translated and one more', (random) => [translated, ...some(random, lasting, 1)]),
  removed,
  replaced,
  turned,
  elsewhere,
  mixed('two together, then removed', (random) => some(random, lasting, 2), removed),
  mixed('translated, then removed', () => [translated], removed),
  mixed('translated, then replaced', () => [translated], replaced),
  mixed('neighbour copied, then removed', (random) => [neighbourCopied, ...some(random, lasting, 1)], removed),
  mixed('translated, a neighbour copied, then removed', () => [translated, neighbourCopied], removed),
  mixed('a word replaced, then replaced', (random) => [textEdited, ...some(random, lasting, 1)], replaced),
]
