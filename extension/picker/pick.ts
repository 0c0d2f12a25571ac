import type { Picked, PickMove } from '../messaging/protocol.ts'
import { elementAt, pageRect } from '../on-page/page-rect.ts'
import { type Pickable, pickables } from './pickables.ts'
import { readPage } from './read-page.ts'
import { createVeil } from './veil.ts'
import { pickerWords as words } from './words.ts'

/** The tool gets none of these while something is pointed at. */
const TAKEN =
  'pointerdown pointerup mousedown mouseup click dblclick auxclick contextmenu touchstart touchend dragstart pointerover mouseover'.split(
    ' ',
  )
const moves: Readonly<Record<string, PickMove>> = {
  ArrowRight: 'next',
  ArrowDown: 'next',
  ArrowLeft: 'before',
  ArrowUp: 'out',
  Enter: 'pick',
  Escape: 'end',
}

/** How long a key is held after it picked, at most, ms. */
const RELEASE_MS = 600

interface Picking {
  page: Document
  wanted: 'element' | 'part'
  signal: AbortSignal
}

/**
 * Lets the author point at something. Shows what it is called under the pointer; a click or Enter picks what is shown, Escape
 * ends. Nothing of the tool is focused, clicked or changed.
 *
 * @returns the page is read at the start, so that what is picked is told from what stood beside it then
 */
export function startPicking({ page, wanted, signal }: Picking): {
  picked: Promise<Picked | null>
  move(to: PickMove): void
} {
  const read = readPage(page)
  const choice = pickables(read, wanted)
  const life = new AbortController()
  const veil = createVeil(page)
  const { promise: picked, resolve } = Promise.withResolvers<Picked | null>()
  let current: Pickable | null = null

  function end(found: Picked | null): void {
    life.abort()
    resolve(found)
  }
  life.signal.addEventListener('abort', veil.remove)
  signal.addEventListener('abort', () => end(null), { signal: life.signal })

  function aim(at: Pickable | null): void {
    if (at === current && at !== null) return
    current = at
    draw()
  }
  function draw(): void {
    veil.show(
      current && pageRect(current.element),
      current ? words.called(current.part.role, current.part.name) : words.nothing,
    )
  }
  function move(to: PickMove): void {
    if (!veil.isUp() || to === 'end') end(null)
    else if (to === 'pick') pickCurrent()
    else walk(to)
  }
  function walk(to: 'next' | 'before' | 'out'): void {
    const next =
      to === 'out' ? ((current && choice.out(current)) ?? current) : choice.step(current, to === 'next' ? 1 : -1)
    next?.element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' })
    aim(next)
  }
  function pickCurrent(): void {
    if (!current) return
    const { index, part } = current
    end({ signals: read.signals, facts: read.facts, index, part })
  }
  const under = ({ clientX, clientY }: MouseEvent) => choice.around(elementAt(clientX, clientY, veil.host))

  const own = { signal: life.signal, capture: true }
  for (const name of TAKEN)
    window.addEventListener(
      name,
      (event) => {
        take(event)
        if (name !== 'click' || !event.isTrusted) return
        const at = under(event as MouseEvent)
        // the page moved under a pointer that did not: what was not shown is shown first
        if (at === current) move('pick')
        else aim(at)
      },
      { ...own, passive: false },
    )
  window.addEventListener(
    'pointermove',
    (event) => {
      event.stopImmediatePropagation()
      if (veil.isUp()) aim(under(event))
      else end(null)
    },
    own,
  )
  window.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault()
      scrollFrom(elementAt(event.clientX, event.clientY, veil.host), event)
    },
    { ...own, passive: false },
  )
  for (const name of ['scroll', 'resize']) window.addEventListener(name, draw, own)
  const windows = read.roots.flatMap((root) => ('defaultView' in root && root.defaultView ? [root.defaultView] : []))
  for (const each of windows)
    for (const name of ['keydown', 'keyup', 'keypress'] as const)
      each.addEventListener(
        name,
        (event) => {
          const to = moves[event.key]
          if (to === undefined || !event.isTrusted) return
          take(event)
          if (name !== 'keydown') return
          takeRelease(windows, event.key)
          move(to)
        },
        own,
      )
  return { picked, move }
}

function take(event: Event): void {
  event.stopImmediatePropagation()
  event.preventDefault()
}

/** The key that picks or ends is let go after the picking is over: that belongs to the picking too. */
function takeRelease(holders: readonly Window[], key: string): void {
  const released = new AbortController()
  const signal = AbortSignal.any([released.signal, AbortSignal.timeout(RELEASE_MS)])
  for (const holder of holders)
    for (const name of ['keydown', 'keyup', 'keypress'] as const)
      holder.addEventListener(
        name,
        (event) => {
          if (event.key !== key || !event.isTrusted) return
          take(event)
          if (name === 'keyup') released.abort()
        },
        { capture: true, signal },
      )
}

/** What would have scrolled without the sheet over it. */
function scrollFrom(element: Element | null, { deltaX, deltaY }: WheelEvent): void {
  for (let at = element; at; at = at.parentElement) {
    const { overflowY, overflowX } = getComputedStyle(at)
    const isRoot = at === at.ownerDocument.scrollingElement
    const scrolls = (overflow: string) => isRoot || overflow === 'auto' || overflow === 'scroll'
    const before = [at.scrollTop, at.scrollLeft].join()
    if (deltaY !== 0 && scrolls(overflowY)) at.scrollTop += deltaY
    if (deltaX !== 0 && scrolls(overflowX)) at.scrollLeft += deltaX
    if ([at.scrollTop, at.scrollLeft].join() !== before) return
  }
}
