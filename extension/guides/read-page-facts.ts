import type { ElementFacts, PageFacts } from '#core/anchors'
import { ariaName } from '../page/field-label.ts'
import { isShown, type Root } from '../page/page-roots.ts'
import { clip, isPrivate, isPrivateField, safeText } from '../page/privacy.ts'
import { CHARS, holderOf, ownFacts, parentOf } from './element-facts.ts'
import { ACTIONABLE, elementRole } from './element-role.ts'

const EDITABLE = '[contenteditable=""],[contenteditable="true"],[contenteditable="plaintext-only"]'
const SKIPPED = 'script,style,noscript,template,option,datalist,output,[hidden],[data-private]'
const HEADING = 'h1,h2,h3,h4,h5,h6,legend,[role="heading"]'
const GROUP =
  'fieldset,form,dialog,section:is([aria-label],[aria-labelledby],:has(> :is(h1,h2,h3,h4,h5,h6))),article,nav,aside,main,header,footer,table,[role="article"],[role="group"],[role="region"],[role="form"],[role="dialog"],[role="alertdialog"],[role="radiogroup"],[role="toolbar"],[role="tablist"],[role="menu"],[role="navigation"],[role="main"],[role="grid"],[role="table"]'
const ITEM = 'tr,li,article,[role="row"],[role="listitem"],[role="article"]'
/** Texts and elements read of one page; beyond it the rest is not known, and an anchor there is lost. */
const MOST_READ = 3_000
const NEAREST = 2
const SHORT = 60

/** Something on the page with words: what can be acted on, or text. */
interface Entry {
  element: Element
  role: string
  text: string
  facts: ReturnType<typeof ownFacts> | null
  heading: boolean
  group: Element | null
  item: Element | null
}

export interface PageReading {
  page: PageFacts
  /** `elements[i]` is what `page.elements[i]` is about */
  elements: Element[]
}

/**
 * The facts of everything on the page a person can act on, in page order. Reads names and places, never values or editable
 * text: see `privacy.ts`. Changes nothing on the page. On a large page this takes long: see `portions`.
 *
 * @param roots the page's parts as `pageRoots` finds them, its document first
 */
export function readPageFacts(roots: readonly [Document, ...Root[]]): PageReading {
  const reading = portions(roots)
  for (;;) {
    const { done, value } = reading.next()
    if (done) return value
  }
}

/** The work of `readPageFacts`, to be stopped after each element. */
export function* portions(roots: readonly [Document, ...Root[]]): Generator<void, PageReading, void> {
  const entries: Entry[] = []
  for (const root of roots) yield* readEntries(root, entries)
  const placeOf = createPlaces(entries)
  const elements: Element[] = []
  const facts: ElementFacts[] = []
  for (const [at, entry] of entries.entries()) {
    if (!entry.facts) continue
    elements.push(entry.element)
    facts.push({ ...entry.facts, ...placeOf(at) })
    yield
  }
  return { page: { language: roots[0].documentElement.lang || null, elements: facts }, elements }
}

function* readEntries(root: Root, entries: Entry[]): Generator<void, void, void> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT)
  /** Last one first. Not by `children`, for which a form with a field of that name answers with the field. */
  function* childrenOf(parent: Node): Generator<Element, void, void> {
    walker.currentNode = parent
    for (let child = walker.lastChild(); child; child = walker.previousSibling()) yield child as Element
  }
  const waiting = [...childrenOf(root)]
  for (let element = waiting.pop(); element && entries.length < MOST_READ; element = waiting.pop()) {
    yield
    if (element.matches(SKIPPED)) continue
    const facts = factsOf(element)
    const text = facts ? facts.name : ownText(element)
    if ((facts || text !== '') && isShown(element))
      entries.push({
        element,
        role: facts?.role ?? 'text',
        text,
        facts,
        heading: element.matches(HEADING),
        group: closest(element, GROUP),
        item: closest(element, ITEM),
      })
    // what can be acted on is known by its name, and what is editable is not entered
    if (!facts && !element.matches(EDITABLE)) waiting.push(...childrenOf(element))
  }
}

function factsOf(element: Element): ReturnType<typeof ownFacts> | null {
  if (!element.matches(ACTIONABLE) || isPrivateField(element)) return null
  const within = parentOf(element)
  return within && isPrivate(within) ? null : ownFacts(element)
}

/** Words directly in an element; those of the elements in it are their own. A label is told by its field. */
function ownText(element: Element): string {
  if (element.closest('label')) return ''
  if (element.matches(HEADING)) return safeText(element, CHARS)
  let text = ''
  for (const node of element.childNodes) if (node.nodeType === 3) text += ` ${node.nodeValue ?? ''}`
  return /[\p{L}\p{N}]/u.test(text) && !isPrivate(element) ? clip(text, CHARS) : ''
}

function closest(element: Element, selector: string): Element | null {
  for (let at = parentOf(element); at; at = holderOf(at)) {
    const found = at.closest(selector)
    if (found) return found
  }
  return null
}

/** Where the element of an entry stands among the others. */
function createPlaces(entries: readonly Entry[]) {
  const nameByGroup = new Map<Element, string>()
  const headingByGroup = new Map<Element, string>()
  for (const { heading, group, text } of entries)
    if (heading && group && !headingByGroup.has(group)) headingByGroup.set(group, text)
  const entriesByItem = Map.groupBy(entries, ({ item }) => item)

  let last: string | null = null
  const headingBefore = entries.map(({ heading, text }) => {
    const before = last
    if (heading) last = text
    return before
  })

  function nameOf(group: Element): string {
    const given = ariaName(group, CHARS)
    if (given !== '') return clip(given, CHARS)
    return headingByGroup.get(group) ?? ''
  }

  /** The name of the nearest group that has one, or the heading last read before the element. */
  function headingOf(own: Entry, at: number): string | null {
    for (let group = own.group; group; group = closest(group, GROUP)) {
      const name = nameByGroup.get(group) ?? nameOf(group)
      nameByGroup.set(group, name)
      if (name !== '') return name
      if (elementRole(group) === 'main') break
    }
    return headingBefore[at] ?? null
  }

  return function placeOf(at: number): Pick<ElementFacts, 'heading' | 'neighbours' | 'around' | 'item'> {
    const own = entries[at]
    if (!own?.facts) return { heading: null, neighbours: [], around: [], item: null }
    const told = new Set([own.facts.name, own.facts.label ?? '', ''])
    const isOther = ({ text, heading }: Entry) => !told.has(text) && !heading
    const item = own.item ? entriesByItem.get(own.item)?.find(isOther)?.text : null

    const near = (step: 1 | -1): Entry[] => {
      const found: Entry[] = []
      for (let i = at + step; found.length < NEAREST; i += step) {
        const other = entries[i]
        if (!other || !(own.group === null || own.group === other.group || own.group.contains(other.element))) break
        if (!isOther(other) || other.text.length > SHORT) continue
        told.add(other.text)
        found.push(other)
      }
      return step === 1 ? found : found.reverse()
    }
    const neighbours = [...near(-1), ...near(1)]
    return {
      heading: headingOf(own, at),
      neighbours: neighbours.map(({ text }) => text),
      around: neighbours.map(({ role }) => role),
      item: item ?? null,
    }
  }
}
