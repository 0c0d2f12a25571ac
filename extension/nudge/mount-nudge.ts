import type { Tip } from '../messaging/protocol.ts'
import { type CardActions, createCard } from './card.ts'
import { nudgeSheet } from './sheet.ts'
import { watchVisibility } from './visibility.ts'
import { nudgeWords } from './words.ts'

interface NudgeOptions {
  tip: Tip
  /** called for a trusted click on a card the person could see; each ends the nudge */
  actions: CardActions
  /** seen for a second */
  seen(): void
  signal: AbortSignal
  nowMs(): number
}

const SHOWN_MS = 1_000

/**
 * Puts the nudge on the page: top layer, closed shadow root, taking no focus. When the page takes it away it stays away.
 */
export function mountNudge({ tip, actions, seen, signal, nowMs }: NudgeOptions): void {
  if (signal.aborted) return
  const life = new AbortController()
  signal.addEventListener('abort', () => life.abort())
  const host = document.createElement('div')
  host.popover = 'manual'
  const root = host.attachShadow({ mode: 'closed' })
  root.adoptedStyleSheets = [nudgeSheet()]

  let visible = () => false
  const effect = (act: () => void) => () => {
    if (life.signal.aborted || !visible()) return
    act()
    life.abort()
  }
  const card = createCard(tip, {
    open: effect(actions.open),
    dismiss: effect(actions.dismiss),
    notHere: effect(actions.notHere),
  })
  const said = document.createElement('p')
  said.className = 'said'
  said.setAttribute('role', 'status')
  root.append(card, said)
  document.documentElement.append(host)
  host.showPopover()
  visible = watchVisibility(card, nowMs, life.signal)

  const timers = [
    // a live region speaks only what changes in it after it is there
    setTimeout(() => said.append(nudgeWords.announce(tip.title)), 100),
    setTimeout(() => visible() && seen(), SHOWN_MS),
  ]
  life.signal.addEventListener('abort', () => {
    timers.forEach(clearTimeout)
    host.remove()
  })
}
