import type { Anchor, Clue } from './anchor.ts'
import { compare } from './compare.ts'
import type { ElementFacts, PageFacts } from './facts.ts'

/**
 * The anchor of an element: its clues, and by which of them it is told from every other element of its role on the page.
 *
 * @param element one of `page.elements`, the same object
 * @param kept    what of the element is to be told: an author may take words out, and what remains has to tell it apart
 */
export function describe(element: ElementFacts, page: PageFacts, kept: ElementFacts = element): Anchor {
  const described = {
    v: 1 as const,
    language: page.language,
    role: kept.role,
    name: kept.name,
    label: kept.label,
    testId: kept.testId,
    attributes: { ...kept.attributes },
    path: [...kept.path],
    heading: kept.heading,
    neighbours: [...kept.neighbours],
    around: [...kept.around],
    item: kept.item,
  }
  const rivals = page.elements.filter((other) => other !== element && other.role === element.role)
  const apart = rivals.map((rival) =>
    compare(described, rival, true)
      .filter(({ verdict }) => verdict !== 'kept')
      .map(({ clue }) => clue),
  )
  return { ...described, apart: fewest(apart) }
}

/** A set that holds another asks nothing more: whatever meets the smaller one meets it too. */
function fewest(sets: readonly Clue[][]): Clue[][] {
  const kept: Clue[][] = []
  for (const set of [...sets].sort((a, b) => a.length - b.length))
    if (!kept.some((smaller) => smaller.every((clue) => set.includes(clue)))) kept.push(set)
  return kept
}
