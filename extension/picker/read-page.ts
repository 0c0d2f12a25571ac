import { MOST_ELEMENTS } from '#core/anchors'
import type { PageRead } from '#core/context'
import { readPageFacts } from '../guides/read-page-facts.ts'
import { collectSignals } from '../page/collect-signals.ts'
import { pageRoots } from '../page/page-roots.ts'
import { clip } from '../page/privacy.ts'

/** A mark longer than this names nothing a person chose. */
const MARK_CHARS = 200

/** What the page says and all that can be acted on, read at once. Names and places, never values: see `page/privacy.ts`. */
export function readPage(page: Document): PageRead & { elements: Element[]; roots: ReturnType<typeof pageRoots> } {
  const roots = pageRoots(page)
  const { page: facts, elements } = readPageFacts(roots)
  const told = facts.elements.slice(0, MOST_ELEMENTS).map((element) => ({
    ...element,
    role: clip(element.role, MARK_CHARS),
    testId: element.testId === null ? null : clip(element.testId, MARK_CHARS),
  }))
  return {
    signals: collectSignals(roots, page.location),
    facts: { language: facts.language === null ? null : clip(facts.language, MARK_CHARS), elements: told },
    elements,
    roots,
  }
}
