import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { standGuide } from '../support/standing-guide.ts'
import { REALLY_SEEN_MS, SEEN_MS, standNudge, wait } from '../support/standing-nudge.ts'

let life: AbortController
let sheet: CSSStyleSheet

beforeEach(async () => {
  life = new AbortController()
  sheet = new CSSStyleSheet()
  document.adoptedStyleSheets = [sheet]
  await page.viewport(900, 600)
  document.body.innerHTML = '<main><h1>Refund order</h1><button>Send</button></main>'
})
afterEach(() => {
  life.abort()
  document.body.innerHTML = ''
  document.adoptedStyleSheets = []
  for (const name of ['style', 'dir']) document.documentElement.removeAttribute(name)
})

const whole = 'position:fixed;inset:0;width:100vw;height:100vh;margin:0;border:0;padding:0;background:red'
const through = `${whole};pointer-events:none`

/** Something of the page above everything, as an attacker puts it there. */
function cover(style: string, kind: 'popover' | 'dialog' | 'iframe' | 'z-index' = 'popover'): HTMLElement {
  const over = document.createElement(kind === 'iframe' || kind === 'dialog' ? kind : 'div')
  over.style.cssText = `${style};z-index:2147483647;max-width:none;max-height:none`
  if (kind === 'popover' || kind === 'iframe') over.popover = 'manual'
  document.body.append(over)
  if (over instanceof HTMLDialogElement) over.showModal()
  else if (kind !== 'z-index') over.showPopover()
  return over
}

/** Each hides the card, or what one would have to read on it, and lets the click through to its buttons. */
const hidden: [string, (host: HTMLElement) => unknown][] = [
  ['a popover over it that lets clicks through', () => cover(through)],
  ['a popover over it that takes them', () => cover(whole)],
  ['a popover over its words, with a hole for the buttons', () => cover(`${through};inset:0 0 64px 0;height:auto`)],
  ['a nearly transparent popover over it', () => cover(`${through};opacity:0.05`)],
  ['a blurring popover over it', () => cover(`${through};background:none;backdrop-filter:blur(20px)`)],
  [
    'a picture of something else over it',
    () => cover(`${through};background:url("data:image/gif;base64,R0lGODlhAQABAAAAACw=") #fff`),
  ],
  ['a frame over it', () => cover(through, 'iframe')],
  ['a modal dialog over it', () => cover(through, 'dialog')],
  ['everything on the page made tiny', () => sheet.replaceSync('html { zoom: 0.05 }')],
  ['everything on the page made huge', () => sheet.replaceSync('html { zoom: 6 }')],
  [
    'the nudge taken out of the top layer, below a layer of the page',
    (host) => {
      host.hidePopover()
      cover(through, 'z-index')
    },
  ],
  ['the page not drawn', () => sheet.replaceSync('html { display: none }')],
  ['its host not drawn', (host) => host.setAttribute('hidden', '') ?? host.hidePopover()],
  ['the nudge taken away', (host) => host.remove()],
]

describe.each(hidden)('with %s', (_, hide) => {
  it('does nothing on a click on any of its buttons', async () => {
    const { host, acts, click, buttons } = standNudge(life.signal)
    hide(host)
    await wait(SEEN_MS)
    for (const button of buttons) await click(button).catch(() => {})
    expect(acts).toEqual([])
  })
})

it.each(['open', 'not here', 'dismiss'] as const)(
  'is not fooled into "%s" by what comes at the last moment',
  async (button) => {
    const { acts, click } = standNudge(life.signal, () => performance.now())
    await wait(REALLY_SEEN_MS)
    // seen for long, then covered as the hand moves
    const over = cover(through)
    await wait(250)
    await click(button)
    expect(acts).toEqual([])
    // uncovered between two clicks
    over.style.pointerEvents = 'auto'
    over.addEventListener('pointerdown', () => over.remove())
    await click(button, 2)
    expect(acts).toEqual([])
  },
)

it('does nothing when it was slid under the cursor', async () => {
  const { acts, click } = standNudge(life.signal, () => performance.now())
  await wait(REALLY_SEEN_MS)
  const before = { width: innerWidth, height: innerHeight }
  await page.viewport(before.width - 260, before.height)
  await page.viewport(before.width, before.height)
  await page.viewport(before.width - 90, before.height)
  await click('not here')
  expect(acts).toEqual([])
})

it('does nothing on events that a script makes', async () => {
  const { host, acts } = standNudge(life.signal)
  await wait(SEEN_MS)
  const { left, top, height } = host.getBoundingClientRect()
  const at = { clientX: left + 60, clientY: top + height - 30, bubbles: true, composed: true, cancelable: true }
  host.click()
  for (const target of [host, document.elementFromPoint(at.clientX, at.clientY) ?? host]) {
    for (const name of ['pointerdown', 'pointerup']) target.dispatchEvent(new PointerEvent(name, at))
    for (const name of ['mousedown', 'mouseup', 'click']) target.dispatchEvent(new MouseEvent(name, at))
    for (const key of ['Enter', ' ', 'Escape'])
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }))
  }
  host.focus()
  expect(acts).toEqual([])
})

it('does nothing on a key while it is covered', async () => {
  const { acts } = standNudge(life.signal)
  cover(through)
  await wait(SEEN_MS)
  document.querySelector('button')?.focus()
  for (let tabs = 0; tabs < 3; tabs++) {
    await userEvent.keyboard('{Tab}')
    await userEvent.keyboard('{Enter}')
  }
  expect(acts).toEqual([])
})

/** Rules that hide, move or restyle everything there is on a page, and pages that do so by script. */
const hostile: [string, string, ((host: HTMLElement) => unknown)?][] = [
  ['all: unset', '* { all: unset !important }'],
  ['display: none', 'html > :not(body), [popover] { display: none !important; visibility: hidden !important }'],
  [
    'paint',
    '* { opacity: 0.01 !important; filter: blur(20px) !important; mix-blend-mode: difference !important; color: transparent !important; clip-path: inset(50%) !important; mask: linear-gradient(transparent, transparent) !important }',
  ],
  ['transform', '* { transform: scale(0.1) rotate(20deg) !important; scale: 0.2 !important; rotate: 9deg !important }'],
  ['containment', '* { contain: strict !important; overflow: hidden !important; container-type: size !important }'],
  [
    'place and writing mode',
    'div { position: static !important; inset: -999px !important; translate: -900px !important } * { writing-mode: vertical-rl !important; text-orientation: upright !important }',
  ],
  [
    'fonts',
    'html { font-size: 100px !important } * { font: 1px/0 "x" !important; letter-spacing: -9px !important; text-transform: uppercase !important }',
  ],
  [
    'cursor and pointer',
    '* { cursor: none !important; pointer-events: none !important; user-select: none !important }',
  ],
  [
    'animation',
    '@keyframes gone { to { opacity: 0; translate: -2000px } } * { animation: gone 1ms forwards !important; transition: all 9s !important }',
  ],
  [
    'layers and backdrops',
    '@layer first { div[popover] { opacity: 0 !important; width: 9px !important } } ::backdrop, dialog::backdrop, [popover]::backdrop { background: red !important; opacity: 1 !important } body::after { content: ""; position: fixed; inset: 0; background: red; z-index: 2147483647; pointer-events: none }',
  ],
  [
    'what a script sets on the host',
    '',
    (host) => {
      host.setAttribute('style', 'opacity:0.01!important;inset:-900px!important;width:9px!important;scale:0!important')
      host.setAttribute('class', 'hidden')
      host.setAttribute('hidden', '')
      host.animate({ opacity: [0, 0], translate: ['-900px', '-900px'] }, { duration: 99_999, fill: 'both' })
    },
  ],
]

it.each(hostile)('stands where it belongs, in sight, whatever a page’s style says: %s', async (_, css, act) => {
  const { host, acts, clickHost } = standNudge(life.signal)
  sheet.replaceSync(css)
  act?.(host)
  await wait(SEEN_MS)
  const { right, bottom, width, height } = host.getBoundingClientRect()
  expect([innerWidth - right, innerHeight - bottom, width].map(Math.round)).toEqual([20, 20, 360])
  expect(height).toBeGreaterThan(90)
  expect(height).toBeLessThan(200)
  const { opacity, cursor, visibility } = getComputedStyle(host)
  expect([opacity, cursor, visibility]).toEqual(['1', 'auto', 'visible'])
  expect(getComputedStyle(host, '::backdrop').display).toBe('none')
  await clickHost('open')
  expect(acts).toEqual(['open'])
})

/** The guide rises above what a page opens, so these keep it from that, or shrink and take away what it stands on. */
const hiddenGuide: [string, (host: HTMLElement) => unknown][] = [
  [
    'a popover over it, and the page keeping from us that it opened',
    () => {
      addEventListener('toggle', (event) => event.stopImmediatePropagation(), { capture: true, signal: life.signal })
      return cover(through)
    },
  ],
  [
    'it taken out of the top layer, below a layer of the page',
    (host) => {
      host.hidePopover()
      cover(through, 'z-index')
    },
  ],
  ['everything on the page made tiny', () => sheet.replaceSync('html { zoom: 0.05 }')],
  ['the page not drawn', () => sheet.replaceSync('html { display: none }')],
]

it.each(hiddenGuide)('moves no guide on a click on its buttons, with %s', async (_, hide) => {
  const { host, moves, clickEach } = standGuide(life.signal)
  hide(host)
  await wait(SEEN_MS)
  await clickEach()
  expect(moves).toEqual([])
})

it('raises the guide above what the page opens over it, in sight and at work', async () => {
  const { moves, clickNext } = standGuide(life.signal)
  cover(whole)
  await wait(2 * SEEN_MS)
  await clickNext()
  expect(moves).toEqual([2])
})

/** The host is held by the same rules as the nudge's, so the styles that could most easily get past them. */
const forGuide = ['all: unset', 'paint', 'animation', 'what a script sets on the host']

it.each(hostile.filter(([name]) => forGuide.includes(name)))(
  'keeps the guide over the window and in sight, whatever a page’s style says: %s',
  async (_, css, act) => {
    const { host, moves, clickNext } = standGuide(life.signal)
    sheet.replaceSync(css)
    act?.(host)
    await wait(SEEN_MS)
    const { left, top, width, height } = host.getBoundingClientRect()
    expect([left, top, width, height].map(Math.round)).toEqual([0, 0, innerWidth, innerHeight])
    const { opacity, visibility } = getComputedStyle(host)
    expect([opacity, visibility]).toEqual(['1', 'visible'])
    await clickNext()
    expect(moves).toEqual([2])
  },
)
