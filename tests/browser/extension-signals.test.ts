import { afterEach, expect, it } from 'vitest'
import { parse } from '#core/base'
import { Signals } from '#core/context'
import { collectSignals } from '../../extension/page/collect-signals.ts'
import { pageRoots } from '../../extension/page/page-roots.ts'
import { watchPage } from '../../extension/page/watch-page.ts'

const here = { host: 'desk.example.com', pathname: '/tickets/4711/refund', hash: '' }
const collect = () => parse(Signals, collectSignals(pageRoots(document), here), 'signals')
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
    controls: [{ role: 'button', name: 'Send', testId: null }],
    groups: [],
    seconds: 0,
  })
})

const settle = (ms: number) => new Promise((done) => setTimeout(done, ms))
async function frame(html: string): Promise<Document> {
  const element = document.createElement('iframe')
  element.srcdoc = html
  const loaded = new Promise((done) => element.addEventListener('load', done, { once: true }))
  document.body.append(element)
  await loaded
  if (!element.contentDocument) throw new Error('the frame has no document')
  return element.contentDocument
}

it('reads open shadow roots, also one inside another, and leaves closed ones alone', () => {
  show('<h1>Order</h1><div id="outer"></div><div id="closed"></div>')
  const outer = document.querySelector('#outer')?.attachShadow({ mode: 'open' })
  if (!outer) throw new Error('no shadow root')
  outer.innerHTML = '<h2>Refund</h2><span id="n">Amount</span><input aria-labelledby="n"><div id="inner"></div>'
  const inner = outer.querySelector('#inner')?.attachShadow({ mode: 'open' })
  if (inner) inner.innerHTML = '<div role="alert">Above your limit</div><label>Reason<input></label>'
  const closed = document.querySelector('#closed')?.attachShadow({ mode: 'closed' })
  if (closed) closed.innerHTML = '<h2>canary</h2>'
  inner?.querySelector('input')?.focus()
  expect(collect()).toMatchObject({
    headings: ['Order', 'Refund'],
    labels: ['Amount', 'Reason'],
    focused: 'Reason',
    banners: ['Above your limit'],
  })
})

it('finds parts that hold something of their own, and those after a drawing of many shapes', () => {
  const shapes = '<circle r="1"></circle>'.repeat(3_000)
  show(`<main><svg>${shapes}</svg><x-order><p>Plain</p></x-order><section></section></main>`)
  for (const [host, heading] of [
    ['x-order', 'Order'],
    ['section', 'Items'],
  ] as const) {
    const root = document.querySelector(host)?.attachShadow({ mode: 'open' })
    if (root) root.innerHTML = `<h2>${heading}</h2>`
  }
  expect(collect().headings).toEqual(['Order', 'Items'])
})

it('reads frames of the same origin with the focus in them, and no frame that is an editor or of another origin', async () => {
  show('<h1>Shell</h1>')
  const inner = await frame('<h1>Invoice</h1><label>Net amount<input></label><div role="status">On hold</div>')
  const editor = await frame('<h1>canary 1</h1>')
  editor.designMode = 'on'
  await frame('<body contenteditable="true"><h1>canary 2</h1><p>text</p></body>')
  const other = document.createElement('iframe')
  other.sandbox.add('allow-scripts')
  other.srcdoc = '<h1>canary 3</h1>'
  document.body.append(other)
  await settle(100)
  inner.querySelector('input')?.focus()
  expect(collect()).toMatchObject({
    headings: ['Shell', 'Invoice'],
    labels: ['Net amount'],
    focused: 'Net amount',
    banners: ['On hold'],
  })
})

it('enters nothing inside something private or hidden', async () => {
  show(
    '<div data-private><div id="a"></div></div><div contenteditable="true"><div id="b"></div></div><div id="c"></div>',
  )
  for (const id of ['a', 'b', 'c']) {
    const root = document.getElementById(id)?.attachShadow({ mode: 'open' })
    if (root) root.innerHTML = `<h1>canary ${id}</h1><button>canary ${id}</button>`
  }
  document.getElementById('c')?.style.setProperty('display', 'none')
  const hidden = await frame('<h1>canary d</h1>')
  hidden.defaultView?.frameElement?.setAttribute('style', 'visibility:hidden')
  expect(JSON.stringify(collect())).not.toContain('canary')
})

it("puts an open dialog and the main part before menus and side bars, and leaves the tool's search out", () => {
  show(`
    <header><h2>User tools</h2></header><nav><h2>Site</h2></nav><aside><h3>Queries</h3><label>Sort<input></label></aside>
    <h2>Shop refit</h2><form action="/search"><label>Find<input></label></form><input name="q" aria-label="Look up">
    <main><h1>New issue</h1><label>Subject<input></label></main>
    <div role="dialog" aria-label="Add"><h3>Add a person</h3><label>Name<input></label></div>
    <a href="#">Relay</a><a href="">Remove</a><a href="/x">Elsewhere</a>`)
  const signals = collect()
  expect(signals.headings).toEqual(['Add a person', 'New issue', 'Shop refit', 'User tools', 'Site', 'Queries'])
  expect(signals.labels).toEqual(['Name', 'Subject', 'Sort'])
  expect(signals.controls.map(({ name }) => name)).toEqual(['Add', 'Relay', 'Remove'])
})

it('holds a component to its own word for what is private, also for what is put into it', () => {
  show(`<x-card><h2>canary8</h2><label>canary9<input></label><button>canary10</button></x-card>
    <x-note>canary11</x-note><h2>Open <x-note>canary12</x-note></h2><div data-private><x-field></x-field></div>`)
  const open = (selector: string, html: string) =>
    document.querySelectorAll(selector).forEach((host) => {
      host.attachShadow({ mode: 'open' }).innerHTML = html
    })
  open('x-card', '<section data-private><slot></slot></section>')
  open('x-note', '<div role="alert" data-private><slot></slot></div>')
  open('x-field', '<input aria-label="canary13">')
  document.querySelector('x-field')?.shadowRoot?.querySelector('input')?.focus()
  const signals = collect()
  expect(JSON.stringify(signals)).not.toContain('canary')
  expect([signals.headings, signals.focused]).toEqual([['Open'], null])
})

it('says what a tool says about a wrong field, never the field', () => {
  show(`
    <label>Amount<input value="canary1" aria-invalid="true" aria-errormessage="e" aria-describedby="h"></label>
    <p id="e">More than was paid</p><p id="h">In pounds</p>
    <label>Date<input value="canary2" aria-invalid="true" aria-describedby="d"></label><p id="d">Not a working day</p>
    <label>Code<input aria-invalid="false" aria-describedby="x"></label><p id="x">Six digits</p>
    <div data-private><input aria-invalid="true" aria-describedby="y"><p id="y">canary3</p></div>
    <input type="password" aria-invalid="true" aria-describedby="z"><p id="z">canary4</p>`)
  const signals = collect()
  expect(signals.banners).toEqual(['More than was paid', 'Not a working day'])
  expect(JSON.stringify(signals)).not.toContain('canary')
})

it('names buttons, tabs, dialogs and marked parts, and what stands together', () => {
  show(`
    <section aria-label="Refund"><label>Amount<input value="canary1"></label><button>Send <b>refund</b></button></section>
    <form><h2>Order</h2><label>Amount<input></label><label>Ship by<input></label></form>
    <div role="tab">History</div><div data-testid="refund-form">canary2</div><button style="display:none">canary3</button>
    <div role="dialog" aria-label="Confirm refund"><p>canary4</p><input type="submit" value="Yes"></div>
    <div data-private><button>canary5</button></div><a href="/x">canary6</a><button><span data-private>canary7</span></button>`)
  const signals = collect()
  expect(signals.controls).toEqual([
    { role: 'button', name: 'Send refund', testId: null },
    { role: 'tab', name: 'History', testId: null },
    { role: null, name: '', testId: 'refund-form' },
    { role: 'dialog', name: 'Confirm refund', testId: null },
    { role: 'button', name: 'Yes', testId: null },
  ])
  expect(signals.groups).toEqual([
    { name: 'Refund', holds: ['Amount', 'Send refund'] },
    { name: 'Order', holds: ['Amount', 'Ship by'] },
    { name: 'Confirm refund', holds: ['Confirm refund', 'Yes'] },
  ])
  expect(JSON.stringify(signals)).not.toContain('canary')
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

it('follows changes, focus and loads in parts of the page it was told of', async () => {
  const life = new AbortController()
  let settled = 0
  const follow = watchPage({ settled: () => settled++, left: () => {}, signal: life.signal })
  show('<div id="host"></div>')
  const root = document.getElementById('host')?.attachShadow({ mode: 'open' })
  const inner = await frame('<input>')
  await wait(500)
  follow(pageRoots(document))

  for (const change of [
    () => root?.append(document.createElement('p')),
    () => inner.body.append(inner.createElement('p')),
    () => inner.querySelector('input')?.dispatchEvent(new FocusEvent('focusin', { bubbles: true })),
    () => inner.defaultView?.frameElement?.dispatchEvent(new Event('load')),
  ]) {
    const before = settled
    change()
    await wait(400)
    expect([change.toString(), settled]).toEqual([change.toString(), before + 1])
  }
  life.abort()
  const before = settled
  inner.body.append(inner.createElement('p'))
  await wait(400)
  expect(settled).toBe(before)
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
