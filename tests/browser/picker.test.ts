import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import type { Picked } from '../../extension/messaging/protocol.ts'
import { startPicking } from '../../extension/picker/pick.ts'

let life: AbortController
const heard: string[] = []

beforeEach(async () => {
  life = new AbortController()
  heard.length = 0
  await page.viewport(900, 600)
  document.body.innerHTML = `<main style="margin:0"><h1>Refund</h1><form><label>Amount <input name="amount" value="secret 12"></label>
    <label>Password <input type="password" name="pw"></label>
    <button type="button" data-testid="send">Send refund</button><p>Only text</p></form></main>`
  for (const element of document.querySelectorAll('button,input,form'))
    for (const name of ['pointerdown', 'mousedown', 'mouseup', 'click', 'keydown', 'keyup', 'contextmenu'])
      element.addEventListener(name, () => heard.push(name))
})
afterEach(() => {
  life.abort()
  document.body.innerHTML = ''
})

function start(wanted: 'element' | 'part' = 'part') {
  const before = new Set(document.querySelectorAll('[popover]'))
  const picking = startPicking({ page: document, wanted, signal: life.signal })
  const host = [...document.querySelectorAll('[popover]')].find((one) => !before.has(one)) as HTMLElement
  return { ...picking, host }
}
const select = (selector: string): Element => {
  const found = document.querySelector(selector)
  if (!found) throw new Error(`no ${selector}`)
  return found
}
/** The sheet lies over the page, so the mouse goes where the element is drawn. */
async function clickAt(host: HTMLElement, x: number, y: number) {
  await userEvent.click(page.elementLocator(host), { position: { x, y }, force: true })
}
async function clickOn(host: HTMLElement, element: Element) {
  const { left, top, width, height } = element.getBoundingClientRect()
  await clickAt(host, left + width / 2, top + height / 2)
}
const nameOf = (picked: Picked | null) => picked?.part.name

describe('a click while pointing', () => {
  it('picks what is under it, and the tool hears nothing and keeps its focus', async () => {
    const input = select('input') as HTMLInputElement
    input.focus()
    const { host, picked } = start()
    await clickOn(host, select('button'))
    const found = await picked
    expect(found?.part).toEqual({ role: 'button', name: 'Send refund', testId: 'send', isField: false })
    expect(found?.facts.elements[found.index ?? -1]?.name).toBe('Send refund')
    expect(heard).toEqual([])
    expect(document.activeElement).toBe(input)
    expect(host.isConnected).toBe(false)
  })

  it('knows a field by its label, and no value is read', async () => {
    const { host, picked } = start()
    await clickOn(host, select('input'))
    const found = await picked
    expect(found?.part).toMatchObject({ name: 'Amount', isField: true })
    expect(JSON.stringify(found)).not.toContain('secret')
  })

  it('picks nothing where nothing can be picked, and never a password', async () => {
    const { host, picked, move } = start()
    await clickOn(host, select('p'))
    await clickOn(host, select('[type=password]'))
    expect(host.isConnected).toBe(true)
    move('end')
    expect(await picked).toBeNull()
    expect(heard).toEqual([])
  })

  it('reaches into frames and open shadow roots', async () => {
    const holder = document.createElement('div')
    holder.attachShadow({ mode: 'open' }).innerHTML = '<button>In the shadow</button>'
    const frame = document.createElement('iframe')
    frame.srcdoc = '<body style="margin:0"><button style="margin:20px">In the frame</button>'
    frame.style.cssText = 'position:absolute;left:200px;top:250px;border:4px solid'
    const loaded = new Promise((done) => frame.addEventListener('load', done))
    document.body.append(holder, frame)
    await loaded
    const first = start()
    await clickOn(first.host, holder)
    // the holder is as wide as the page: its button stands at the left
    const shadowed = holder.shadowRoot?.querySelector('button') as Element
    if (first.host.isConnected) await clickOn(first.host, shadowed)
    expect(nameOf(await first.picked)).toBe('In the shadow')
    const second = start('element')
    await clickAt(second.host, 200 + 4 + 20 + 15, 250 + 4 + 20 + 8)
    expect(nameOf(await second.picked)).toBe('In the frame')
  })

  it('is taken from an open modal dialog too', async () => {
    const dialog = document.createElement('dialog')
    dialog.setAttribute('aria-label', 'Sure?')
    dialog.innerHTML = '<button>Yes</button>'
    dialog.addEventListener('click', () => heard.push('dialog'))
    document.body.append(dialog)
    dialog.showModal()
    const { host, picked } = start()
    await clickOn(host, dialog.querySelector('button') as Element)
    expect(nameOf(await picked)).toBe('Yes')
    expect(heard).toEqual([])
    dialog.close()
  })
})

it('shows first what came under a pointer that did not move, and picks it at the next click', async () => {
  window.addEventListener('pointermove', (event) => event.stopImmediatePropagation(), {
    capture: true,
    signal: life.signal,
  })
  const { host, picked } = start('element')
  await clickOn(host, select('button'))
  expect(host.isConnected).toBe(true)
  await clickOn(host, select('button'))
  expect(nameOf(await picked)).toBe('Send refund')
  expect(heard).toEqual([])
})

it('lies over all of the window whatever the page says of it, inline and important too', () => {
  const { host } = start()
  for (const [name, value] of Object.entries({
    inset: 'auto',
    width: '9px',
    display: 'none',
    'pointer-events': 'none',
  }))
    host.style.setProperty(name, value, 'important')
  const { left, top, width, height } = host.getBoundingClientRect()
  expect([left, top, width, height]).toEqual([0, 0, innerWidth, innerHeight])
  expect(document.elementFromPoint(450, 300)).toBe(host)
})

describe('by keys', () => {
  it('walks to the next and the one before, out to what is around, and Enter picks', async () => {
    const dialog = document.createElement('div')
    dialog.setAttribute('role', 'dialog')
    dialog.setAttribute('aria-label', 'Sure?')
    dialog.innerHTML = '<button>Yes</button>'
    document.body.append(dialog)
    const { picked } = start()
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}{ArrowUp}{Enter}')
    expect((await picked)?.part).toMatchObject({ role: 'dialog', name: 'Sure?' })
    expect((await picked)?.index).toBeNull()
    expect(heard).toEqual([])
  })

  it('Escape ends, whatever has the focus', async () => {
    ;(select('input') as HTMLElement).focus()
    const { picked, host } = start()
    await userEvent.keyboard('{Escape}')
    expect(await picked).toBeNull()
    expect(host.isConnected).toBe(false)
    expect(heard).toEqual([])
  })

  it('for a step only what can be acted on is walked to', async () => {
    const { picked, move } = start('element')
    move('before')
    move('pick')
    expect((await picked)?.index).not.toBeNull()
  })
})

it('ends where the page takes the sheet away: the next click would be the tool’s', async () => {
  const { picked, host, move } = start()
  host.remove()
  move('next')
  expect(await picked).toBeNull()
})

it('leaves nothing behind, and cannot be read by the page', async () => {
  const before = document.documentElement.outerHTML
  const { picked, host, move } = start()
  expect(host.shadowRoot).toBeNull()
  expect(host.textContent).toBe('')
  move('end')
  await picked
  expect(document.documentElement.outerHTML).toBe(before)
  await userEvent.click(select('button'))
  expect(heard).toContain('click')
})
