import { page, userEvent } from 'vitest/browser'
import { mountGuide } from '../../extension/guides/mount-guide.ts'
import { fastMs } from './standing-nudge.ts'

/** The guide's card at its second step, nothing pointed at, on the page a browser test runs in, with what its buttons did. */
export function standGuide(signal: AbortSignal) {
  const moves: (number | 'end')[] = []
  const { attachShadow } = Element.prototype
  let root: ShadowRoot | undefined
  // the root stays closed to the page; only this test keeps what was made
  Element.prototype.attachShadow = function (init) {
    root = attachShadow.call(this, init)
    return root
  }
  const { host, write, point } = mountGuide({ move: (to) => moves.push(to), nowMs: fastMs, signal })
  Element.prototype.attachShadow = attachShadow
  write({ title: 'Refund', step: 1, of: 3, text: 'Send it.', detail: null, place: 'unplaced', anchor: null }, 'shown')
  point(null)
  const buttons = [...(root?.querySelectorAll('button') ?? [])]
  const places = buttons.map(middleOf)
  const clickAt = (position: { x: number; y: number }) =>
    userEvent.click(page.elementLocator(document.documentElement), { position, force: true, timeout: 2_000 })
  return {
    host,
    moves,
    /** Back, Next and Stop, where they were drawn when nothing had happened yet */
    clickEach: async () => {
      for (const place of places) await clickAt(place).catch(() => {})
    },
    /** Next, where it is now, whatever the page's own root looks like */
    clickNext: async () => {
      const next = buttons.find((button) => button.className === 'open')
      if (!next) throw new Error('the guide has no Next')
      await userEvent.click(page.elementLocator(host), { position: middleOf(next), force: true, timeout: 2_000 })
    },
  }
}

function middleOf(element: Element): { x: number; y: number } {
  const { left, top, width, height } = element.getBoundingClientRect()
  return { x: left + width / 2, y: top + height / 2 }
}
