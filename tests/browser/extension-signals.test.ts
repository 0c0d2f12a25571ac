import { afterEach, expect, it } from 'vitest'
import { parse } from '#core/base'
import { Signals } from '#core/context'
import { collectSignals } from '../../extension/page/collect-signals.ts'
import { watchPage } from '../../extension/page/watch-page.ts'

const here = { host: 'desk.example.com', pathname: '/tickets/4711/refund', hash: '' }
const collect = () => parse(Signals, collectSignals(document, here), 'signals')
const show = (html: string) => {
  document.body.innerHTML = html
}

afterEach(() => {
  document.body.innerHTML = ''
  document.title = ''
})

it('reads what the page calls things', () => {
  document.title = 'Refund  order\n 4711'
  show(`
    <h1>Refund <b>order</b></h1><h2 style="display:none">Hidden</h2><div role="heading" aria-level="2">Items</div>
    <form role="search"><input aria-label="Search tickets"></form>
    <label for="a">Amount (GBP)</label><input id="a">
    <label>Reason <select><option>Late delivery</option></select></label>
    <span id="n">Note for</span><span id="m">the customer</span><textarea aria-labelledby="n m"></textarea>
    <input placeholder="Order number">
    <input type="submit" value="Send">
    <div role="alert">Refund above your <i>limit</i></div>
    <div role="status" hidden>Saved</div>`)
  document.querySelector<HTMLInputElement>('#a')?.focus()
  expect(collect()).toEqual({
    host: 'desk.example.com',
    pathShape: '/tickets/:id/refund',
    title: 'Refund order 4711',
    headings: ['Refund order', 'Items'],
    labels: ['Amount (GBP)', 'Reason', 'Note for the customer', 'Order number'],
    focused: 'Amount (GBP)',
    banners: ['Refund above your limit'],
  })
})

it('never reads a value, editable text, a private part or a secret field', () => {
  const canary = (n: number) => `canary${n}x`
  show(`
    <h1>Form <span contenteditable="true">${canary(1)}</span><output>${canary(2)}</output></h1>
    <h2 data-private>${canary(3)}</h2><h2><span data-private>${canary(4)}</span>Notes</h2>
    <div contenteditable="true"><h3>${canary(5)}</h3><div role="alert">${canary(6)}</div></div>
    <div contenteditable="plaintext-only" role="alert">${canary(7)}</div>
    <label>Amount <input value="${canary(8)}"></label>
    <label>Note <textarea>${canary(9)}</textarea></label>
    <label>Team <select><option selected>${canary(10)}</option></select></label>
    <label>Password ${canary(11)}<input type="password" value="${canary(12)}"></label>
    <label>Code ${canary(13)}<input autocomplete="one-time-code" value="${canary(14)}"></label>
    <label>New ${canary(15)}<input autocomplete="new-password"></label>
    <div data-private><label>${canary(16)}<input></label><div role="alert">${canary(17)}</div></div>
    <input type="hidden" aria-label="${canary(18)}" value="${canary(19)}">
    <div role="textbox" contenteditable="true" aria-label="Reply">${canary(20)}</div>
    <div role="status"><div role="textbox">${canary(21)}</div>Saved</div>
    <div role="alert" style="visibility:hidden">${canary(22)}</div>
    <p>${canary(23)}</p><script type="application/json">${canary(24)}</script>`)
  document.querySelector<HTMLInputElement>('[type=password]')?.focus()
  const signals = collect()
  expect(JSON.stringify(signals)).not.toContain('canary')
  expect(signals).toMatchObject({
    headings: ['Form', 'Notes'],
    labels: ['Amount', 'Note', 'Team', 'Reply'],
    focused: null,
    banners: ['Saved'],
  })
})

it('stays within the sizes the schema allows, whatever the page holds', () => {
  document.title = 'long '.repeat(200)
  show(
    Array.from({ length: 500 }, (_, i) => `<h2>${i} ${'x'.repeat(500)}</h2><label>${i}<input></label>`).join('') +
      `<div role="alert">${'y '.repeat(2000)}</div>`,
  )
  expect(() => collect()).not.toThrow()
})

it('leaves the page as it found it', () => {
  show('<h1>Order</h1><label>Amount<input></label><div role="alert">No</div>')
  const before = document.documentElement.outerHTML
  const globals = Object.keys(window)
  collect()
  expect(document.documentElement.outerHTML).toBe(before)
  expect(Object.keys(window)).toEqual(globals)
})

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))

it('waits until the page rests, follows navigation within it, and ends with its signal', async () => {
  const life = new AbortController()
  const start = location.href
  let settled = 0
  let left = 0
  watchPage({ settled: () => settled++, left: () => left++, signal: life.signal })
  await wait(500)
  expect([settled, left]).toEqual([1, 0])

  for (let i = 0; i < 5; i++) {
    document.body.append(document.createElement('p'))
    await wait(20)
  }
  await wait(500)
  expect([settled, left]).toEqual([2, 0])

  history.pushState(null, '', '#/elsewhere')
  await wait(500)
  expect([settled, left]).toEqual([3, 1])

  life.abort()
  history.replaceState(null, '', start)
  document.body.append(document.createElement('p'))
  await wait(500)
  expect([settled, left]).toEqual([3, 1])
})

it('looks at a page that never rests now and then', async () => {
  const life = new AbortController()
  let settled = 0
  watchPage({ settled: () => settled++, left: () => {}, signal: life.signal })
  const clock = setInterval(() => document.body.append(document.createElement('i')), 30)
  await wait(3600)
  clearInterval(clock)
  life.abort()
  expect(settled).toBeGreaterThanOrEqual(1)
  expect(settled).toBeLessThanOrEqual(3)
})
