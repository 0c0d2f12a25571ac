import { afterEach, expect, it } from 'vitest'
import { readPageFacts } from '../../extension/guides/read-page-facts.ts'
import { pageRoots } from '../../extension/page/page-roots.ts'

afterEach(() => {
  document.body.innerHTML = ''
})
const read = () => readPageFacts(pageRoots(document))

it('reads names and places, never values, editable text or what is private', async () => {
  document.body.innerHTML = `<main><h1>Refund</h1><form>
    <label>Amount <input name="amount" value="canary"></label><label>Note <textarea>canary</textarea></label>
    <div role="textbox" contenteditable="true" aria-label="Reply">canary <a href="/canary">canary</a></div>
    <label>Reason <select><option>canary</option></select></label>
    <label>PIN <input type="password" name="canary"></label><div data-private><button>canary</button></div>
    <a href="/orders/48211?token=canary">Order</a><button style="display:none">canary</button></form></main>`
  const frame = document.createElement('iframe')
  frame.srcdoc = '<button>In a frame</button>'
  const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }))
  document.querySelector('main')?.append(frame)
  await loaded
  const host = document.createElement('order-box')
  document.querySelector('form')?.append(host)
  host.attachShadow({ mode: 'open' }).innerHTML = '<button>In a shadow</button>'

  const { page, elements } = read()
  expect(JSON.stringify(page)).not.toMatch(/canary|48211/)
  expect(page.elements.map(({ role, name }) => [role, name])).toEqual([
    ['textbox', 'Amount'],
    ['textbox', 'Note'],
    ['textbox', 'Reply'],
    ['combobox', 'Reason'],
    ['link', 'Order'],
    ['button', 'In a shadow'],
    ['button', 'In a frame'],
  ])
  expect(page.elements.map(({ path }) => path.join(' '))).toEqual([
    ...Array(5).fill('main form'),
    'main form order-box',
    'main frame',
  ])
  expect(page.elements[1]).toMatchObject({ heading: 'Refund', neighbours: ['Amount', 'Reply', 'Reason'], item: null })
  expect(page.elements[4]?.attributes).toEqual({ href: '/orders/:id' })
  expect(elements[0]).toBe(document.querySelector('input'))
})

it('knows a row by what it begins with, and an icon by its title', () => {
  document.body.innerHTML = `<table><tr><td>Ann</td><td><button title="Edit"><svg></svg></button></td></tr>
    <tr><td>Bo</td><td><button title="Edit"><svg></svg></button></td></tr></table>`
  expect(read().page.elements.map(({ name, item }) => [name, item])).toEqual([
    ['Edit', 'Ann'],
    ['Edit', 'Bo'],
  ])
})

it('reads a long page only so far', () => {
  document.body.innerHTML = '<p><button>Pick</button> this one</p>'.repeat(4_000)
  const start = performance.now()
  expect(read().page.elements).toHaveLength(1_500)
  console.log(`3,000 parts read in ${(performance.now() - start).toFixed(0)} ms`)
})

it('knows an entry by its heading, also where that stands after its buttons and only ARIA says what it is', () => {
  const entry = (title: string) => `<div role="article"><button>Edit</button><h2>${title}</h2><p>Words.</p></div>`
  document.body.innerHTML = `<main><h1>Handbook</h1>${entry('Opening')}${entry('Closing')}</main>`
  expect(read().page.elements.map(({ heading }) => heading)).toEqual(['Opening', 'Closing'])
})
