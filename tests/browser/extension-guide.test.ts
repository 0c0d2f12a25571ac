import axe from 'axe-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { describe as describeAnchor } from '#core/anchors'
import { createGuideCard } from '../../extension/guides/guide-card.ts'
import { inPortions } from '../../extension/guides/in-portions.ts'
import { portions, readPageFacts } from '../../extension/guides/read-page-facts.ts'
import { runGuide } from '../../extension/guides/run-guide.ts'
import { guideSheet } from '../../extension/guides/sheet.ts'
import type { GuideView } from '../../extension/messaging/protocol.ts'
import { pageRoots } from '../../extension/page/page-roots.ts'

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))
const form = `<main><h1>Hand over</h1><form aria-label="Hand over ticket"><p><label>Team <select name="team"><option>Payments</option><option>Privacy</option></select></label></p><p><button type="button" data-testid="send">Send to team</button> <button type="button">Cancel</button></p></form></main>`
let life: AbortController
let roots: ShadowRoot[]
const { attachShadow } = Element.prototype

beforeEach(async () => {
  life = new AbortController()
  roots = []
  // the root stays closed to the page; only this test keeps what it made
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init)
    if (init.mode === 'closed') roots.push(root)
    return root
  }
  await page.viewport(900, 600)
})
afterEach(() => {
  life.abort()
  Element.prototype.attachShadow = attachShadow
  document.body.innerHTML = ''
  document.documentElement.removeAttribute('dir')
  scrollTo(0, 0)
})

function anchorOf(element: Element) {
  const { page: facts, elements } = readPageFacts(pageRoots(document))
  const own = facts.elements[elements.indexOf(element)]
  if (!own) throw new Error('the element is not on the page')
  return describeAnchor(own, facts)
}
const viewOf = (anchor: unknown, more: Partial<GuideView> = {}): GuideView => ({
  title: 'Hand over',
  step: 1,
  of: 3,
  text: 'Send it to the team.',
  detail: null,
  place: 'here',
  anchor,
  ...more,
})
function begin() {
  const said: string[] = []
  const show = runGuide({
    move: (to) => said.push(`move ${to}`),
    found: (step, found, lost) => said.push(`${step} ${found} ${lost.join()}`.trim()),
    nowMs: () => performance.now(),
    signal: life.signal,
  })
  const [root] = roots.slice(-1)
  if (!root) throw new Error('no guide was mounted')
  const ring = root.querySelector<HTMLElement>('.ring')
  const card = root.querySelector<HTMLElement>('.card')
  if (!ring || !card) throw new Error('no ring or card')
  /** the ring's middle, or null */
  const middle = () => {
    const { left, top, width, height } = ring.getBoundingClientRect()
    return ring.hidden ? null : { x: Math.round(left + width / 2), y: Math.round(top + height / 2) }
  }
  return { show, said, root, card, middle }
}
function middleOf(element: Element, frame?: Element) {
  const { left, top, width, height } = element.getBoundingClientRect()
  const at = frame?.getBoundingClientRect() ?? { left: 0, top: 0 }
  const border = frame ? frame.clientLeft : 0
  return {
    x: Math.round(at.left + border + left + width / 2),
    y: Math.round(at.top + border + top + height / 2),
  }
}
/** The ring is, or comes to be, around it where it then is. */
const isAround = (middle: () => unknown, element: Element) =>
  expect
    .poll(() => JSON.stringify([middle(), middleOf(element)]), { timeout: 4_000 })
    .toSatisfy((said: string) => {
      const [ring, at] = JSON.parse(said)
      return ring !== null && Math.abs(ring.x - at.x) <= 1 && Math.abs(ring.y - at.y) <= 1
    })
const found = <T extends Element>(selector: string, within: ParentNode = document): T => {
  const element = within.querySelector<T>(selector)
  if (!element) throw new Error(`no ${selector}`)
  return element
}

describe('the ring is around the element', () => {
  it('on the page itself, and takes no click and no focus', async () => {
    document.body.innerHTML = form
    const button = found<HTMLButtonElement>('[data-testid]')
    const { show, middle, said } = begin()
    found<HTMLSelectElement>('select').focus()
    show(viewOf(anchorOf(button)))
    await expect.poll(middle).toEqual(middleOf(button))
    expect(document.activeElement?.localName).toBe('select')
    await userEvent.click(button)
    expect(said).toEqual(['1 shown', 'move 2'])
  })

  it('in an open shadow root and in a frame of the same origin', async () => {
    document.body.innerHTML =
      '<div id="part" style="margin: 40px"></div><iframe style="margin-left: 90px; border: 7px solid" height="300"></iframe>'
    found('#part').attachShadow({ mode: 'open' }).innerHTML = form
    const inner = found<HTMLElement>('[data-testid]', found('#part').shadowRoot ?? document)
    const { show, middle } = begin()
    show(viewOf(anchorOf(inner)))
    await expect.poll(middle).toEqual(middleOf(inner))
    found('#part').remove()

    const frame = found<HTMLIFrameElement>('iframe')
    const inside = frame.contentDocument
    if (!inside) throw new Error('no document in the frame')
    inside.body.innerHTML = form
    const button = found<HTMLElement>('[data-testid]', inside)
    show(viewOf(anchorOf(button)))
    await expect.poll(middle).toEqual(middleOf(button, frame))
    frame.style.marginLeft = '10px'
    await expect.poll(middle).toEqual(middleOf(button, frame))
  })

  it('while parts of the page scroll, grow and move, and is gone while it is out of sight or covered', async () => {
    document.body.innerHTML = `<div id="above"></div><div id="scroller" style="height: 300px; overflow: auto"><div style="height: 700px"></div>${form}<div style="height: 900px"></div></div>`
    const button = found('[data-testid]')
    const scroller = found('#scroller')
    const { show, middle, card } = begin()
    show(viewOf(anchorOf(button)))
    // it is brought into sight once
    await isAround(middle, button)
    await wait(600)
    scroller.scrollTop += 40
    await isAround(middle, button)
    found<HTMLElement>('#above').style.height = '50px'
    await isAround(middle, button)
    scroller.scrollTop = 0
    await expect.poll(middle).toBeNull()
    expect(card.textContent).toContain('not in sight now')
    button.scrollIntoView({ block: 'center' })
    await isAround(middle, button)

    const cover = document.createElement('div')
    cover.style.cssText = 'position: fixed; inset: 0; background: white'
    document.body.append(cover)
    await expect.poll(middle).toBeNull()
    cover.remove()
    await isAround(middle, button)
  })

  it('above a modal dialog that opens later, and its buttons still work', async () => {
    document.body.innerHTML = `<p>Desk</p><dialog>${form}</dialog>`
    const dialog = found<HTMLDialogElement>('dialog')
    dialog.showModal()
    const button = found('[data-testid]')
    const anchor = anchorOf(button)
    dialog.close()
    const { show, middle, said, card } = begin()
    show(viewOf(anchor))
    await wait(300)
    expect(middle()).toBeNull()
    dialog.showModal()
    await expect.poll(middle).toEqual(middleOf(button))
    await wait(800)
    const { left, top } = found('.open', card).getBoundingClientRect()
    await userEvent.click(page.elementLocator(document.documentElement), {
      position: { x: left + 20, y: top + 20 },
      force: true,
    })
    expect(said).toContain('move 2')
    dialog.remove()
    await expect.poll(() => card.isConnected).toBe(true)
  })
})

describe('an element that is not there', () => {
  it('is waited for, and shown when it comes', async () => {
    document.body.innerHTML = form
    const anchor = anchorOf(found('[data-testid]'))
    document.body.innerHTML = '<main><h1>Hand over</h1><p>Loading</p></main>'
    const { show, middle, said } = begin()
    show(viewOf(anchor))
    await wait(1_200)
    expect(middle()).toBeNull()
    document.body.innerHTML = form
    await expect.poll(middle).toEqual(middleOf(found('[data-testid]')))
    expect(said).toEqual(['1 shown'])
  })

  it('is lost after five seconds, with the kinds of clue that are gone; what is like it is not pointed at', async () => {
    document.body.innerHTML = form
    const anchor = anchorOf(found('[data-testid]'))
    document.body.innerHTML = form.replace('data-testid="send">Send to team', 'data-testid="drop">Delete ticket')
    const { show, middle, said, card } = begin()
    show(viewOf(anchor))
    await expect.poll(() => said.length, { timeout: 8_000 }).toBe(1)
    expect(said[0]).toMatch(/^1 lost name,/)
    expect(middle()).toBeNull()
    expect(card.textContent).toContain('Not found on this page.')
    document.body.innerHTML = form
    await expect.poll(middle).toEqual(middleOf(found('[data-testid]')))
  })

  it('is found in a form whose fields are named like what a form has', async () => {
    document.body.innerHTML = form.replace('<p>', '<p><label>Children <input name="children"></label>')
    const button = found('[data-testid]')
    const { show, middle } = begin()
    show(viewOf(anchorOf(button)))
    await expect.poll(middle).toEqual(middleOf(button))
  })

  it('is lost on a page that cannot be read, and found once it can', async () => {
    document.body.innerHTML = form
    const anchor = anchorOf(found('[data-testid]'))
    found('form').insertAdjacentHTML('beforeend', '<input name="matches">')
    const { show, middle, said } = begin()
    show(viewOf(anchor))
    await expect.poll(() => said, { timeout: 8_000 }).toEqual(['1 lost'])
    found('[name="matches"]').remove()
    await expect.poll(middle).toEqual(middleOf(found('[data-testid]')))
  })

  it('is looked at for its styles at most once a frame, however often the page changes', async () => {
    document.body.innerHTML = `${form}<p id="log"></p>`
    const button = found('[data-testid]')
    const { show, middle } = begin()
    show(viewOf(anchorOf(button)))
    await expect.poll(middle).toEqual(middleOf(button))
    await wait(600)
    let asked = 0
    button.checkVisibility = (options) => {
      asked++
      return Element.prototype.checkVisibility.call(button, options)
    }
    await new Promise(requestAnimationFrame)
    for (let i = 0; i < 50; i++) {
      found('#log').textContent = String(i)
      await Promise.resolve()
    }
    expect(asked).toBe(0)
    await new Promise(requestAnimationFrame)
    expect(asked).toBe(1)
  })

  it('is not pointed at any more from the moment it becomes something else', async () => {
    document.body.innerHTML = form
    const button = found('[data-testid]')
    const { show, middle, said } = begin()
    show(viewOf(anchorOf(button)))
    await expect.poll(middle).toEqual(middleOf(button))
    button.textContent = 'Delete ticket'
    button.setAttribute('data-testid', 'drop')
    await Promise.resolve()
    expect(middle()).toBeNull()
    expect(said).toEqual(['1 shown', '1 looking'])
  })
})

it('moves on when the person changed a field and left it, never by what is in it', async () => {
  document.body.innerHTML = `<main><label>Summary <input name="summary" value="secret"></label><button>Other</button></main>`
  const input = found<HTMLInputElement>('input')
  const { show, said, middle } = begin()
  show(viewOf(anchorOf(input)))
  await expect.poll(middle).not.toBeNull()
  await userEvent.click(input)
  input.dispatchEvent(new Event('change'))
  expect(said).toEqual(['1 shown'])
  await userEvent.keyboard('x')
  await userEvent.tab()
  await expect.poll(() => said).toEqual(['1 shown', 'move 2'])
})

it('points at nothing from the moment the page goes elsewhere until it is told the step again', async () => {
  document.body.innerHTML = form
  const view = viewOf(anchorOf(found('[data-testid]')))
  const { show, middle } = begin()
  show(view)
  await expect.poll(middle).not.toBeNull()
  show(null)
  expect(middle()).toBeNull()
  await wait(300)
  expect(middle()).toBeNull()
  show(view)
  await expect.poll(middle).not.toBeNull()
})

it('cannot be read by the page, acts on no click of the page’s making, and leaves nothing behind', async () => {
  document.body.innerHTML = form
  const before = document.documentElement.outerHTML
  const { show, said, root } = begin()
  show(viewOf(anchorOf(found('[data-testid]'))))
  await wait(1_000)
  expect((root.host as HTMLElement).shadowRoot).toBeNull()
  found<HTMLElement>('.open', root).click()
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
  expect(said).toEqual(['1 shown'])
  life.abort()
  expect(document.documentElement.outerHTML).toBe(before)
})

it('leaves Escape to what the person works in, and ends by it where they work in nothing', async () => {
  document.body.innerHTML = form
  const { show, said } = begin()
  show(viewOf(null, { place: 'unplaced' }))
  await userEvent.click(found('select'))
  await userEvent.keyboard('{Escape}{Escape}')
  expect(said).toEqual([])
  ;(document.activeElement as HTMLElement).blur()
  await wait(800)
  await userEvent.keyboard('{Escape}')
  expect(said).toEqual(['move end'])
})

it('rises above what the page opens five times, and again once the person did something', async () => {
  document.body.innerHTML = '<main><h1>Desk</h1><div popover="manual">Cover</div></main>'
  const cover = found<HTMLElement>('[popover]')
  const { show, root } = begin()
  show(viewOf(null, { place: 'unplaced' }))
  let rises = 0
  root.host.addEventListener('toggle', () => rises++)
  const open = async () => {
    cover.hidePopover()
    cover.showPopover()
    await wait(60)
  }
  await wait(60)
  rises = 0
  for (let i = 0; i < 9; i++) await open()
  expect(rises).toBe(5)
  await userEvent.keyboard('{Shift}')
  await open()
  expect(rises).toBe(6)
})

it.each(['ltr', 'rtl'])('has no accessibility violation on its card, %s', async (dir) => {
  document.documentElement.dir = dir
  document.body.innerHTML = '<main><h1>Desk</h1><div id="open"></div></main>'
  const root = found('#open').attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [guideSheet()]
  const { card, write, said } = createGuideCard({ move: () => {} })
  root.append(card)
  write(viewOf(null, { detail: 'Payments: doubled payments.' }), 'lost')
  expect(said().join(' ')).toMatch(/^Step 2 of 3\. Send it to the team\. Not found on this page\./)
  const { violations } = await axe.run(document.body)
  expect(violations.map(({ id }) => id)).toEqual([])
})

it('reads a page of 3,000 parts in portions that say the same as the whole', async () => {
  const row = (i: number) => `<tr><td>Order ${i}</td><td><button>Open order ${i}</button></td></tr>`
  document.body.innerHTML = `<main><h1>Orders</h1><table>${Array.from({ length: 1_500 }, (_, i) => row(i)).join('')}</table></main>`
  const whole = readPageFacts(pageRoots(document))
  const slices: number[] = []
  let sinceMs = performance.now()
  const rest = async () => {
    slices.push(performance.now() - sinceMs)
    await wait(0)
    sinceMs = performance.now()
  }
  const read = await inPortions(portions(pageRoots(document)), {
    nowMs: () => performance.now(),
    rest,
    signal: life.signal,
  })
  expect(read?.page).toEqual(whole.page)
  expect(slices.length).toBeGreaterThan(5)
  const sorted = [...slices].sort((a, b) => a - b)
  console.info(
    `portions: ${slices.length}, median ${sorted[slices.length >> 1]?.toFixed(1)} ms, longest ${sorted.at(-1)?.toFixed(1)} ms`,
  )

  const off = new AbortController()
  const called = inPortions(portions(pageRoots(document)), {
    nowMs: () => performance.now(),
    rest: async () => off.abort(),
    signal: off.signal,
  })
  expect(await called).toBeNull()
})
