import axe from 'axe-core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { createCard } from '../../extension/nudge/card.ts'
import { mountNudge } from '../../extension/nudge/mount-nudge.ts'
import { nudgeSheet } from '../../extension/nudge/sheet.ts'

const tip = { state: 's', title: 'Who approves a refund', reason: 'you are on the refund form' }
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))
let life: AbortController

beforeEach(async () => {
  life = new AbortController()
  await page.viewport(900, 600)
  document.body.innerHTML = '<main><h1>Refund order</h1><button>Send</button></main>'
})
afterEach(() => {
  life.abort()
  document.body.innerHTML = ''
  document.documentElement.removeAttribute('style')
  document.documentElement.removeAttribute('dir')
})

function mount() {
  const acts: string[] = []
  const before = new Set(document.documentElement.children)
  mountNudge({
    tip,
    seen: () => acts.push('seen'),
    actions: {
      open: () => acts.push('open'),
      dismiss: () => acts.push('dismiss'),
      notHere: () => acts.push('not here'),
    },
    signal: life.signal,
    nowMs: () => performance.now(),
  })
  const host = [...document.documentElement.children].find((child) => !before.has(child)) as HTMLElement
  return { host, acts }
}
/** The root is closed, so a real mouse goes where the button is drawn. */
async function clickOpen(host: HTMLElement) {
  const { height } = host.getBoundingClientRect()
  await userEvent.click(page.elementLocator(host), { position: { x: 60, y: height - 30 }, force: true, timeout: 2000 })
}

it('cannot be read by the page, takes no focus and covers only its corner', async () => {
  document.querySelector('button')?.focus()
  const { host } = mount()
  await wait(300)
  expect(host.shadowRoot).toBeNull()
  expect(host.textContent).toBe('')
  expect(document.activeElement?.textContent).toBe('Send')
  const { right, bottom, width } = host.getBoundingClientRect()
  expect(innerWidth - right).toBeCloseTo(20, 0)
  expect(innerHeight - bottom).toBeCloseTo(20, 0)
  expect(width).toBeLessThanOrEqual(360)
})

it('sits on the other side where the page reads from right to left', async () => {
  document.documentElement.dir = 'rtl'
  const { host } = mount()
  await wait(50)
  expect(host.getBoundingClientRect().left).toBeCloseTo(20, 0)
})

it('does what a click asks once the person could see it, once, and goes', async () => {
  const { host, acts } = mount()
  await wait(1300)
  await clickOpen(host)
  expect(acts).toEqual(['seen', 'open'])
  expect(host.isConnected).toBe(false)
})

it('goes with the page state it belongs to', async () => {
  const { host, acts } = mount()
  await wait(100)
  life.abort()
  await wait(1200)
  expect(host.isConnected).toBe(false)
  expect(acts).toEqual([])
})

it('does not come back when the page takes it away, nor where it came too late', async () => {
  const { host } = mount()
  host.remove()
  await wait(200)
  expect(host.isConnected).toBe(false)
  life.abort()
  expect(mount().host).toBeUndefined()
})

it('does nothing on a click made by a script, or in its first half second', async () => {
  const { host, acts } = mount()
  await clickOpen(host)
  expect(acts).toEqual([])
  await wait(900)
  host.click()
  host.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }))
  expect(acts.filter((act) => act !== 'seen')).toEqual([])
})

/** The dark form of a sheet: its rules for dark mode hold always. */
function darkened(sheet: CSSStyleSheet): CSSStyleSheet {
  for (const rule of sheet.cssRules)
    if (rule instanceof CSSMediaRule && rule.conditionText.includes('dark')) rule.media.mediaText = 'all'
  return sheet
}

it.each([
  ['light', (sheet: CSSStyleSheet) => sheet],
  ['dark', darkened],
] as const)('has no accessibility violation in its %s form, mounted openly', async (_, form) => {
  const host = document.createElement('div')
  host.popover = 'manual'
  const open = host.attachShadow({ mode: 'open' })
  open.adoptedStyleSheets = [form(nudgeSheet())]
  open.append(createCard(tip, { open() {}, dismiss() {}, notHere() {} }))
  document.body.append(host)
  host.showPopover()
  const { violations } = await axe.run(document, { rules: { 'page-has-heading-one': { enabled: false } } })
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([])
  for (const button of open.querySelectorAll('button')) {
    const { width, height } = button.getBoundingClientRect()
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(44)
  }
})

it('is reached by Tab after the page, and Escape puts it away', async () => {
  const { host, acts } = mount()
  await wait(1300)
  document.querySelector('button')?.focus()
  await userEvent.keyboard('{Tab}')
  expect(document.activeElement).toBe(host)
  await userEvent.keyboard('{Escape}')
  expect(acts).toEqual(['seen', 'dismiss'])
})
