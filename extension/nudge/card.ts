import type { Tip } from '../messaging/protocol.ts'
import { nudgeWords as words } from './words.ts'

export interface CardActions {
  open(): void
  /** not on this page again */
  dismiss(): void
  /** not on this site again */
  notHere(): void
}

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

/**
 * The nudge: what could help, and why it is offered. Text only. It takes no focus; from the end of the page it is the
 * next thing Tab reaches, and Escape puts it away.
 */
export function createCard(tip: Tip, actions: CardActions): HTMLElement {
  const button = (className: string, label: string, act: () => void) => {
    const made = element('button', { type: 'button', class: className }, label)
    made.addEventListener('click', (event) => event.isTrusted && act())
    return made
  }
  const dismiss = button('close', '×', actions.dismiss)
  dismiss.setAttribute('aria-label', words.dismiss)
  const card = element(
    'aside',
    { class: 'card', 'aria-label': words.name, lang: 'en', dir: 'auto' },
    element(
      'div',
      { class: 'text' },
      element('p', { class: 'title', dir: 'auto' }, tip.title),
      element('p', { class: 'reason', dir: 'auto' }, words.because(tip.reason)),
    ),
    dismiss,
    element(
      'div',
      { class: 'actions' },
      button('open', words.open, actions.open),
      button('quiet', words.notHere, actions.notHere),
    ),
  )
  card.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !event.isTrusted) return
    event.stopPropagation()
    actions.dismiss()
  })
  return card
}
