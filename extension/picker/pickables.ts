import type { PointedPart } from '#core/context'
import { parentOf } from '../guides/element-facts.ts'
import { FIELDS } from '../page/field-label.ts'
import { CONTROLS, readControl } from '../page/page-controls.ts'
import { isShown } from '../page/page-roots.ts'
import type { readPage } from './read-page.ts'

export interface Pickable {
  element: Element
  /** in the page's facts; null for a dialog or a marked part, which nobody acts on */
  index: number | null
  part: PointedPart
}

/** What can be pointed at, in page order: for an anchor what can be acted on, for a rule dialogs and marked parts too. */
export function pickables({ facts, elements, roots }: ReturnType<typeof readPage>, wanted: 'element' | 'part') {
  const known = new Map<Element, Pickable>()
  elements.forEach((element, index) => {
    const own = facts.elements[index]
    if (!own) return
    const { role, name, testId } = own
    known.set(element, { element, index, part: { role, name, testId, isField: element.matches(FIELDS) } })
  })
  if (wanted === 'part')
    for (const element of roots.flatMap((root) => [...root.querySelectorAll(CONTROLS)])) {
      const control = known.has(element) || !isShown(element) ? null : readControl(element)
      if (!control) continue
      const { role, name, testId } = control
      known.set(element, { element, index: null, part: { role: role ?? '', name, testId, isField: false } })
    }
  const order = [...known.values()].sort((a, b) => placeOf(a.element, b.element))

  /** the nearest one around an element, itself included */
  function around(element: Element | null): Pickable | null {
    for (let at = element; at; at = parentOf(at)) {
      const found = known.get(at)
      if (found) return found
    }
    return null
  }

  return {
    around,
    /** the first one around another one, or null */
    out: ({ element }: Pickable) => around(parentOf(element)),
    /** goes round at the end */
    step(from: Pickable | null, by: 1 | -1): Pickable | null {
      const at = from ? order.indexOf(from) : by === 1 ? -1 : order.length
      return order[(at + by + order.length) % order.length] ?? null
    },
  }
}

/** Parts of a page with a document of their own keep the order they were found in. */
function placeOf(a: Element, b: Element): number {
  if (a.getRootNode() !== b.getRootNode()) return 0
  const position = a.compareDocumentPosition(b)
  return position & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : position & Node.DOCUMENT_POSITION_PRECEDING ? 1 : 0
}
