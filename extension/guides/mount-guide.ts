import type { GuideView } from '../messaging/protocol.ts'
import { watchVisibility } from '../nudge/visibility.ts'
import type { Rect } from '../on-page/page-rect.ts'
import { type CardState, createGuideCard } from './guide-card.ts'
import { placeCard } from './place-card.ts'
import { guideSheet } from './sheet.ts'

/** Beyond the element's own edge, px. */
const RING = 5
/** A page that takes us away so often, or so often covers us between two things the person does, does not want us. */
const MOST_RETURNS = 5

interface Mount {
  /** a trusted click of somebody who could see the card, or Escape */
  move(to: number | 'end'): void
  nowMs(): number
  signal: AbortSignal
}

/**
 * The ring and the card: above everything the page draws, in a closed shadow root. Only the card takes clicks, nothing takes the
 * focus, and nothing of the page is changed.
 */
export function mountGuide({ move, nowMs, signal }: Mount) {
  const host = document.createElement('div')
  host.popover = 'manual'
  const root = host.attachShadow({ mode: 'closed' })
  root.adoptedStyleSheets = [guideSheet()]

  let visible = () => false
  const { card, write, said } = createGuideCard({ move: (to) => visible() && move(to) })
  const ring = document.createElement('div')
  ring.className = 'ring'
  ring.hidden = true
  const speaker = document.createElement('p')
  speaker.className = 'said'
  speaker.setAttribute('role', 'status')
  root.append(ring, card, speaker)

  /** In a modal dialog, because all outside of it takes no clicks; else beside the page's body. */
  const home = () => [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.documentElement
  function raise(): void {
    const focused = root.activeElement
    const at = home()
    if (host.parentNode !== at) at.append(host)
    else host.hidePopover()
    host.showPopover()
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true })
  }
  raise()
  visible = watchVisibility(card, nowMs, signal)

  let raised = 0
  for (const name of ['pointerdown', 'keydown'] as const)
    document.addEventListener(
      name,
      (event) => {
        if (event.isTrusted) raised = 0
      },
      { signal, capture: true, passive: true },
    )
  // whatever the page puts on top after us would hide us, or take us with it when it goes
  for (const name of ['toggle', 'close', 'fullscreenchange'] as const)
    document.addEventListener(
      name,
      (event) => {
        const opened = 'newState' in event ? event.newState === 'open' : document.fullscreenElement !== null
        if (event.target === host || !(opened || host.parentNode !== home())) return
        if (++raised <= MOST_RETURNS) raise()
      },
      { signal, capture: true },
    )
  let returns = 0
  const gone = new MutationObserver(() => {
    if (!host.isConnected && ++returns <= MOST_RETURNS) raise()
  })
  gone.observe(document, { childList: true, subtree: true })
  // Escape for the page's own things stays the page's; with the focus nowhere it is meant for the guide, which it may always end
  document.addEventListener(
    'keydown',
    (event) => {
      const nowhere = document.activeElement === null || document.activeElement === document.body
      if (event.key === 'Escape' && event.isTrusted && !event.defaultPrevented && nowhere) move('end')
    },
    { signal },
  )
  let target: Rect | null = null
  const settle = () => {
    const view = { width: document.documentElement.clientWidth, height: innerHeight }
    const rtl = getComputedStyle(document.documentElement).direction === 'rtl'
    const { left, top } = placeCard(target, {
      card: { width: card.offsetWidth, height: card.offsetHeight },
      view,
      rtl,
    })
    card.style.left = `${left}px`
    card.style.top = `${top}px`
  }
  addEventListener('resize', settle, { signal, passive: true })
  signal.addEventListener('abort', () => {
    gone.disconnect()
    host.remove()
  })

  let spoken = ''
  return {
    host,
    write(view: GuideView, state: CardState): void {
      write(view, state)
      settle()
      const words = said().filter((each) => each !== '')
      const news = words.filter((each) => !spoken.includes(each)).join(' ')
      spoken = words.join(' ')
      // a live region speaks only what changes in it after it is there
      if (news !== '') setTimeout(() => speaker.replaceChildren(news), 100)
    },
    /** Where the ring is, or none; the card goes with it. */
    point(rect: Rect | null): void {
      target = rect
      ring.hidden = rect === null
      if (rect) {
        ring.style.left = `${rect.left - RING}px`
        ring.style.top = `${rect.top - RING}px`
        ring.style.width = `${rect.width + 2 * RING}px`
        ring.style.height = `${rect.height + 2 * RING}px`
      }
      settle()
    },
    /** Nothing is pointed at, and the card stays where it is. */
    unpoint(): void {
      target = null
      ring.hidden = true
    },
  }
}
