import type { GuideView } from '../messaging/protocol.ts'
import { guideWords as words } from './words.ts'

/** What became of looking for the element of the step. */
export type CardState = 'shown' | 'out-of-view' | 'looking' | 'lost'

export interface CardActions {
  /** @param to as in `guide-move` */
  move(to: number | 'end'): void
}

const notes: Readonly<Record<CardState, string>> = {
  shown: '',
  'out-of-view': words.outOfView,
  looking: words.looking,
  lost: words.lost,
}

function made<K extends keyof HTMLElementTagNameMap>(name: K, className: string, ...children: (Node | string)[]) {
  const element = document.createElement(name)
  element.className = className
  element.append(...children)
  return element
}

/**
 * The step at hand, in words, with Back, Next and Stop. Text only; it changes in place, so that the focus stays on the button
 * that was pressed. It takes no focus itself.
 */
export function createGuideCard(actions: CardActions) {
  let view: GuideView | null = null
  const button = (className: string, act: () => void) => {
    const element = made('button', className)
    element.type = 'button'
    element.addEventListener('click', (event) => event.isTrusted && act())
    return element
  }
  const step = () => view?.step ?? 0
  const isOver = () => view !== null && view.step >= view.of
  const back = button('quiet', () => step() > 0 && actions.move(step() - 1))
  const next = button('open', () => actions.move(isOver() ? 'end' : step() + 1))
  const stop = button('quiet', () => actions.move('end'))
  back.append(words.back)
  stop.append(words.stop)

  const title = made('p', 'name')
  const count = made('p', 'count')
  const text = made('p', 'title')
  const detail = made('p', 'detail')
  const note = made('p', 'note')
  for (const own of [title, text, detail]) own.dir = 'auto'
  const card = made(
    'section',
    'card',
    made('div', 'head', title, count),
    made('div', 'words', text, detail, note),
    made('div', 'actions', back, next, stop),
  )
  card.setAttribute('aria-label', words.name)
  card.lang = 'en'
  card.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !event.isTrusted) return
    event.stopPropagation()
    actions.move('end')
  })

  card.dir = 'auto'
  const noteOf = (state: CardState) => {
    if (!view || isOver() || view.place === 'unplaced') return ''
    return view.place === 'elsewhere' ? words.elsewhere : notes[state]
  }
  return {
    card,
    /** what a screen reader is told of the step, and of what became of it */
    said: (): string[] => {
      if (!view) return []
      return [isOver() ? words.finished : words.announce(view.step + 1, view.of, view.text), note.textContent]
    },
    write(now: GuideView, state: CardState): void {
      view = now
      title.textContent = now.title
      count.textContent = isOver() ? '' : words.count(now.step + 1, now.of)
      text.textContent = isOver() ? words.finished : now.text
      detail.textContent = isOver() ? '' : (now.detail ?? '')
      note.textContent = noteOf(state)
      next.textContent = isOver() ? words.close : words.next
      back.setAttribute('aria-disabled', String(now.step === 0))
      stop.hidden = isOver()
    },
  }
}
