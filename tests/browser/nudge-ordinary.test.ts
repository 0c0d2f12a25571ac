import { afterEach, beforeEach, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { SEEN_MS, standNudge, wait } from '../support/standing-nudge.ts'

let life = new AbortController()
beforeEach(async () => {
  await page.viewport(900, 600)
})
afterEach(() => {
  life.abort()
  document.body.innerHTML = ''
  document.body.removeAttribute('style')
  document.adoptedStyleSheets = []
  for (const name of ['style', 'dir', 'lang']) document.documentElement.removeAttribute(name)
})

const style = (css: string) => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets = [sheet]
}
const body = (html: string) => {
  document.body.innerHTML = html
}
const long = '<p>Line of text</p>'.repeat(200)

/** Pages as tools have them; on each a person who sees the tip and clicks must be served. */
const pages: [string, () => unknown, (() => unknown)?][] = [
  ['a plain form', () => body('<form><label>Amount <input></label><button>Send</button></form>')],
  [
    'endless animation',
    () =>
      body(
        '<div style="animation:s 1s infinite linear;width:99px">x</div><style>@keyframes s{to{transform:rotate(1turn)}}</style>',
      ),
  ],
  [
    'sticky headers and a fixed footer',
    () =>
      body(
        `<header style="position:sticky;top:0;z-index:9999">Tool</header>${long}<footer style="position:fixed;inset:auto 0 0;height:90px;background:#ddd;z-index:99999">Status</footer>`,
      ),
  ],
  ['dark colours', () => style('html { color-scheme: dark; background: #111; color: #eee }')],
  [
    'right to left',
    () => {
      document.documentElement.dir = 'rtl'
    },
  ],
  ['200 % zoom, so half the room', () => page.viewport(450, 300)],
  ['640 px at 200 %', () => page.viewport(320, 400)],
  ['zoomed by its own style', () => style('html { zoom: 1.25 }')],
  [
    'a video that plays',
    () => body('<canvas></canvas><video autoplay muted loop style="width:100%;height:100vh"></video>'),
    () => streamTo(document.querySelector('video')),
  ],
  ['a dialog that is open, not modal', () => body('<dialog open>Sure?</dialog>')],
  [
    'a modal dialog opened and closed before',
    () => {
      body('<dialog>Sure?</dialog>')
      const box = document.querySelector('dialog')
      box?.showModal()
      box?.close()
    },
  ],
  ['frames', () => body('<iframe srcdoc="<h1>Inner</h1>" style="width:100%;height:100vh;border:0"></iframe>')],
  [
    'a toast of its own in another corner',
    () => {
      body('<div popover="manual" style="inset:20px auto auto 20px">Saved</div>')
      document.querySelector<HTMLElement>('[popover]')?.showPopover()
    },
  ],
  ['a page that scrolls', () => body(long), () => scrollBy({ top: 900, behavior: 'smooth' })],
  ['an app that draws itself anew all the time', () => body('<main></main>'), () => redraw()],
  [
    'a chat button under us',
    () =>
      body(
        '<button style="position:fixed;inset:auto 10px 10px auto;z-index:2147483647;width:60px;height:60px">Chat</button>',
      ),
  ],
  ['a grey root that fades in', () => style('html { opacity: 0.9; filter: saturate(0.8) }')],
  ['a scaled root', () => style('body { transform: scale(0.98); will-change: transform; perspective: 900px }')],
  [
    'a backdrop of its own for dialogs',
    () => style('::backdrop { background: rgb(0 0 0 / 0.7); backdrop-filter: blur(3px) }'),
  ],
  [
    'a heavy shadow and rounded clipping',
    () =>
      style(
        'body { overflow: hidden; height: 100vh; clip-path: inset(0 round 20px); box-shadow: 0 0 90px #000 inset }',
      ),
  ],
]

/** A moving picture without a file. */
function streamTo(video: HTMLVideoElement | null): void {
  const canvas = document.querySelector('canvas')
  const paint = canvas?.getContext('2d')
  if (!video || !canvas || !paint) return
  video.srcObject = canvas.captureStream(30)
  const draw = (ms: number) => {
    paint.fillStyle = `hsl(${ms % 360} 80% 50%)`
    paint.fillRect(0, 0, canvas.width, canvas.height)
    if (!life.signal.aborted) requestAnimationFrame(draw)
  }
  requestAnimationFrame(draw)
}

function redraw(): void {
  const timer = setInterval(() => {
    const main = document.createElement('main')
    main.innerHTML = `<h1>${Math.round(performance.now())}</h1>${'<p>row</p>'.repeat(80)}`
    document.querySelector('main')?.replaceWith(main)
  }, 30)
  life.signal.addEventListener('abort', () => clearInterval(timer))
}

it.each(pages)('serves a person on %s', async (_, before, during) => {
  life = new AbortController()
  await before()
  const { acts, clickHost } = standNudge(life.signal)
  during?.()
  await wait(SEEN_MS)
  await clickHost('open')
  expect(acts).toEqual(['open'])
})
