import { type Anchor, type Clue, locating } from '#core/anchors'
import { isShown, pageRoots, type Root } from '../page/page-roots.ts'
import { ownFacts } from './element-facts.ts'
import { giveWay, inPortions } from './in-portions.ts'
import { portions } from './read-page-facts.ts'

/** So long a page may take to show the element before the step counts as lost. */
const LOST_AFTER_MS = 5_000
/** The page is looked at again when it was still for this long... */
const QUIET_MS = 120
/** ...and our part of its thread stays below a tenth, however much it changes. */
const SHARE = 10
const LONGEST_REST_MS = 2_000
const ATTRIBUTES = [
  'class',
  'style',
  'hidden',
  'open',
  'disabled',
  'role',
  'aria-label',
  'aria-hidden',
  'aria-labelledby',
]

export type Sought =
  | { state: 'looking' }
  | { state: 'found'; element: Element; role: string }
  | { state: 'lost'; clues: readonly Clue[] }

interface Seek {
  nowMs(): number
  signal: AbortSignal
  /** each time the state is another one, and when another element is found */
  tell(sought: Sought): void
  /** the page changed around the element that was found */
  stirred(): void
}

/**
 * Looks for the element of an anchor until it is there, and goes on looking: it may come later, go, or become another one while
 * the page lives. What is not surely it is never told.
 */
export function seekElement(anchor: Anchor, { nowMs, signal, tell, stirred }: Seek): void {
  let found: { element: Element; facts: string } | null = null
  let lost = false
  let reading = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let dueMs = 0
  let missingSinceMs = nowMs()
  let restMs = 0

  const factsOf = (element: Element) => JSON.stringify(ownFacts(element))
  const isSame = (element: Element, facts: string) => {
    try {
      return element.isConnected && factsOf(element) === facts
    } catch {
      return false
    }
  }

  function miss(clues: readonly Clue[]): void {
    if (found) {
      found = null
      missingSinceMs = nowMs()
      tell({ state: 'looking' })
    }
    if (document.readyState !== 'complete') missingSinceMs = nowMs()
    const leftMs = missingSinceMs + LOST_AFTER_MS - nowMs()
    if (leftMs > 0) later(Math.min(leftMs, 1_000))
    else if (!lost) {
      lost = true
      tell({ state: 'lost', clues })
    }
  }

  async function look(): Promise<void> {
    if (reading) {
      later(QUIET_MS)
      return
    }
    reading = true
    const startMs = nowMs()
    // a form answers with its own fields to what they are named like, so a page can be made that cannot be read
    const looked = await inPortions(lookFor(anchor), { nowMs, rest: giveWay, signal }).catch(() => null)
    reading = false
    if (signal.aborted) return
    restMs = (nowMs() - startMs) * SHARE
    if (!looked) {
      miss([])
      return
    }
    const { roots, read, located } = looked
    observe(roots)
    if (located.state === 'lost') {
      miss(located.lostClues)
      return
    }
    const element = read.elements[located.index]
    const role = read.page.elements[located.index]?.role ?? ''
    // the page may have changed while it was read
    if (!element?.isConnected || !isShown(element)) {
      miss([])
      return
    }
    const again = found?.element === element
    found = { element, facts: factsOf(element) }
    lost = false
    if (!again) tell({ state: 'found', element, role })
  }
  function later(ms: number): void {
    const atMs = nowMs() + Math.max(ms, Math.min(restMs, LONGEST_REST_MS))
    if (signal.aborted || (timer !== undefined && dueMs <= atMs)) return
    clearTimeout(timer)
    dueMs = atMs
    timer = setTimeout(() => {
      timer = undefined
      void look()
    }, atMs - nowMs())
  }

  let frame = 0
  /** What asks the page for its styles and layout waits for the frame in which they are worked out anyway. */
  function check(): void {
    frame = 0
    if (found && isSame(found.element, found.facts) && isShown(found.element)) stirred()
    else if (found) miss([])
  }
  const observer = new MutationObserver((changes) => {
    if (
      found &&
      (!found.element.isConnected || changes.some(isOf(found.element))) &&
      !isSame(found.element, found.facts)
    )
      miss([])
    else if (found) frame ||= requestAnimationFrame(check)
    later(QUIET_MS)
  })
  const observed = new WeakSet<Node>()
  function observe(roots: readonly Root[]): void {
    for (const root of roots) {
      if (observed.has(root)) continue
      observed.add(root)
      observer.observe(root, { subtree: true, childList: true, characterData: true, attributeFilter: ATTRIBUTES })
      root.addEventListener('load', () => later(QUIET_MS), { signal, capture: true, passive: true })
    }
  }
  signal.addEventListener('abort', () => {
    observer.disconnect()
    clearTimeout(timer)
    cancelAnimationFrame(frame)
  })
  observe([document])
  void look()
}

/** Whether a change is of an element itself, and of more than its looks: only then it can have become another one at once. */
const isOf =
  (element: Element) =>
  ({ target, attributeName }: MutationRecord): boolean =>
    attributeName !== 'class' && attributeName !== 'style' && element.contains(target)

function* lookFor(anchor: Anchor) {
  const roots = pageRoots(document)
  yield
  const read = yield* portions(roots)
  const located = yield* locating(anchor, read.page)
  return { roots, read, located }
}
