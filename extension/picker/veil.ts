import { pickerWords as words } from './words.ts'

/** Set on the host element itself and important, so that no rule of the page can move or hide it by accident. */
const place: Record<string, string> = {
  all: 'initial',
  display: 'block',
  position: 'fixed',
  inset: '0',
  'inline-size': '100vw',
  'block-size': '100vh',
  'max-inline-size': 'none',
  'max-block-size': 'none',
  margin: '0',
  padding: '0',
  border: '0',
  overflow: 'hidden',
  background: 'transparent',
  cursor: 'crosshair',
}

const css = `
:host { --paper: #ffffff; --ink: #1b211f; --accent: #0f5c4d }
.ring { position: absolute; box-sizing: border-box; border: 3px solid var(--accent); border-radius: 8px; box-shadow: 0 0 0 3px #ffffffcc; pointer-events: none }
.ring[hidden] { display: none }
.card {
  position: absolute; inset-inline: 12px; inset-block-end: 12px; margin-inline: auto; box-sizing: border-box; max-inline-size: 460px; padding: 10px 16px;
  color: var(--ink); background: var(--paper); border: 1px solid #dfddd5; border-inline-start: 4px solid var(--accent); border-radius: 14px;
  font: 400 15px/1.45 -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere;
  box-shadow: 0 2px 6px rgb(0 0 0 / .12), 0 16px 40px -12px rgb(0 0 0 / .35);
}
.card.top { inset-block: 12px auto }
p { margin: 0 }
.called { font-weight: 650; max-block-size: 4.4em; overflow: hidden }
.hint { font-size: 14px }
@media (prefers-color-scheme: dark) { :host { --paper: #1a1f1e; --ink: #e9ece9; --accent: #85d3bd } .card { border-color: #3a4441 } .ring { box-shadow: 0 0 0 3px #000000cc } }
@media (forced-colors: active) { .ring, .card { border-color: CanvasText } }
`

/**
 * A clear sheet over the whole page, in the top layer and in a closed root: it takes every click, so that the tool gets none, and
 * shows what is pointed at.
 */
export function createVeil(page: Document) {
  const host = page.createElement('div')
  for (const [name, value] of Object.entries(place)) host.style.setProperty(name, value, 'important')
  host.popover = 'manual'
  const root = host.attachShadow({ mode: 'closed' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
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
    show(rect: { x: number; y: number; width: number; height: number } | null, text: string) {
      ring.hidden = rect === null
      called.textContent = text
      if (!rect) return
      const { x, y, width, height } = rect
      const gap = 3
      ring.style.cssText = `left:${x - gap}px;top:${y - gap}px;width:${width + 2 * gap}px;height:${height + 2 * gap}px`
      card.classList.toggle('top', y + height > innerHeight - 110 && y > 110)
    },
    remove: () => host.remove(),
  }
}
