import { orderAgreement, textAgreement, wordReplaced } from './agreement.ts'
import type { Anchor, Clue } from './anchor.ts'
import type { ElementFacts } from './facts.ts'

/**
 * What became of a clue: it still holds; some of its words or neighbours do; the element says something else, or nothing;
 * it says it in a language the anchor does not know, and stands among the same kinds of things (`alike`) or not.
 */
type Verdict = 'kept' | 'partly' | 'changed' | 'gone' | 'alike' | 'unreadable'

export interface Reading {
  clue: Clue
  /** 0-1 */
  agreement: number
  verdict: Verdict
}

/** Least agreement at which a clue holds. Names are strict: "Save" is not "Save and send". */
const HOLDS = { name: 0.75, label: 0.75, heading: 0.6, neighbour: 0.75, neighbours: 0.5, structure: 0.75, item: 0.75 }
/** From here a name is the same with some words edited; below it is another name. */
const EDITED = 0.3
/** Attributes that say which element it is; the others only say what sort of element. */
export const telling: readonly string[] = ['name', 'id', 'href', 'autocomplete']

type Described = Omit<Anchor, 'apart'>

/**
 * Reads one element against an anchor, clue by clue; clues the anchor does not have are left out.
 *
 * @param sameLanguage false where the page is in another language than the anchor: other words then say nothing
 */
export function compare(anchor: Described, element: ElementFacts, sameLanguage: boolean): Reading[] {
  const words = (clue: Clue, was: string | null, is: string | null, holds: number, numbers: 'tell' | 'vary') => {
    if (!was) return []
    const agreement = is ? textAgreement(was, is, numbers) : 0
    const edited: Verdict = agreement >= EDITED ? 'partly' : 'changed'
    const otherwise: Verdict = !sameLanguage ? 'unreadable' : is ? edited : 'gone'
    const another = numbers === 'tell' && is !== null && wordReplaced(was, is)
    return [{ clue, agreement, verdict: agreement >= holds && !another ? ('kept' as const) : otherwise }]
  }
  return [
    ...words('name', anchor.name, element.name, HOLDS.name, 'tell'),
    ...words('label', anchor.label, element.label, HOLDS.label, 'tell'),
    ...testId(anchor, element),
    ...attributes(anchor, element),
    structure(anchor, element),
    ...words('heading', anchor.heading, element.heading, HOLDS.heading, 'vary'),
    ...neighbours(anchor, element, sameLanguage),
    ...words('item', anchor.item, element.item, HOLDS.item, 'tell'),
  ]
}

function testId(anchor: Described, element: ElementFacts): Reading[] {
  if (!anchor.testId) return []
  if (!element.testId) return [{ clue: 'test-id', agreement: 0, verdict: 'gone' }]
  const same = anchor.testId === element.testId
  return [{ clue: 'test-id', agreement: same ? 1 : 0, verdict: same ? 'kept' : 'changed' }]
}

function attributes(anchor: Described, element: ElementFacts): Reading[] {
  const was = Object.entries(anchor.attributes)
  if (!was.some(([name]) => telling.includes(name))) return []
  const same = was.filter(([name, value]) => element.attributes[name] === value)
  const other = was.some(([name, value]) => telling.includes(name) && (element.attributes[name] ?? value) !== value)
  const kept = !other && same.some(([name]) => telling.includes(name))
  return [
    { clue: 'attributes', agreement: same.length / was.length, verdict: other ? 'changed' : kept ? 'kept' : 'gone' },
  ]
}

function structure(anchor: Described, element: ElementFacts): Reading {
  const agreement = anchor.path[0] === element.path[0] ? orderAgreement(anchor.path, element.path) : 0
  return { clue: 'structure', agreement, verdict: agreement >= HOLDS.structure ? 'kept' : 'changed' }
}

/** By their words in any order, or, where those are in another language, by what they are. */
function neighbours(anchor: Described, element: ElementFacts, sameLanguage: boolean): Reading[] {
  if (anchor.neighbours.length === 0) return []
  const stayed = anchor.neighbours.filter((was) =>
    element.neighbours.some((is) => textAgreement(was, is, 'vary') >= HOLDS.neighbour),
  )
  const byWords = stayed.length / anchor.neighbours.length
  if (byWords >= HOLDS.neighbours) return [{ clue: 'neighbours', agreement: byWords, verdict: 'kept' }]
  if (sameLanguage) {
    const verdict = byWords > 0 ? 'partly' : element.neighbours.length === 0 ? 'gone' : 'changed'
    return [{ clue: 'neighbours', agreement: byWords, verdict }]
  }
  const alike = anchor.around.join() === element.around.join()
  return [{ clue: 'neighbours', agreement: byWords, verdict: alike ? 'alike' : 'unreadable' }]
}
