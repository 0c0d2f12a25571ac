import type { Rect } from '../on-page/page-rect.ts'
import { cardCss, hostCss } from '../on-page/sheet.ts'
import { pickerWords as words } from './words.ts'

/** All of the window, taking every click. */
const place = `
  inset: 0 !important; inline-size: 100% !important; block-size: 100% !important; overflow: hidden !important;
  cursor: crosshair !important;
`

const css = `
.ring { position: absolute; box-sizing: border-box; border: 3px solid #0f5c4d; border-radius: 8px; box-shadow: 0 0 0 3px #ffffffcc; pointer-events: none }
.ring[hidden] { display: none }
.card {
  position: absolute; display: block; inset-inline: 12px; inset-block-end: 12px; margin-inline: auto;
  inline-size: auto; max-inline-size: 460px; padding: 10px 16px;
  box-shadow: 0 2px 6px rgb(0 0 0 / .12), 0 16px 40px -12px rgb(0 0 0 / .35);
}
.card.top { inset-block: 12px auto }
.called { font-weight: 650; max-block-size: 4.4em; overflow: hidden }
.hint { font-size: 14px }
@media (prefers-color-scheme: dark) { .ring { border-color: #85d3bd; box-shadow: 0 0 0 3px #000000cc } }
@media (forced-colors: active) { .ring { border-color: CanvasText } }
`

/**
 * A clear sheet over the whole page, in the top layer and in a closed root: it takes every click, so that the tool gets none, and
 * shows what is pointed at.
 */
export function createVeil(page: Document) {
  const host = page.createElement('div')
  host.popover = 'manual'
  const root = host.attachShadow({ mode: 'closed' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(hostCss(place) + cardCss + css)
  root.adoptedStyleSheets = [sheet]
  const part = (name: string, className: string) => {
    const made = page.createElement(name)
    made.className = className
    return made
  }
  const ring = part('div', 'ring')
  ring.hidden = true
  const card = part('div', 'card')
  card.setAttribute('role', 'status')
  card.setAttribute('aria-label', words.name)
  card.lang = 'en'
  const called = part('p', 'called')
  called.dir = 'auto'
  called.append(words.nothing)
  const hint = part('p', 'hint')
  hint.append(words.hint)
  card.append(called, hint)
  root.append(ring, card)
  // beside an open modal dialog everything is inert, so the sheet goes into it
  const holder = [...page.querySelectorAll('dialog:modal')].at(-1) ?? page.documentElement
  holder.append(host)
  host.showPopover()

  return {
    host,
    /** false once the page took it away: the page would get the next click */
    isUp: () => host.matches(':popover-open'),
    show(rect: Rect | null, text: string) {
      ring.hidden = rect === null
      called.textContent = text
      if (!rect) return
      const { left, top, width, height } = rect
      const gap = 3
      ring.style.cssText = `left:${left - gap}px;top:${top - gap}px;width:${width + 2 * gap}px;height:${height + 2 * gap}px`
      card.classList.toggle('top', top + height > innerHeight - 110 && top > 110)
    },
    remove: () => host.remove(),
  }
}
