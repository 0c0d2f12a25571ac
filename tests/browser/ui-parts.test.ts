import { afterEach, describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { AidRatingBar, AidReport, AnswerControls, BlockView, TrustLine } from '#core/ui'
import { myReports, NOW_MS, opened, openedStale, orderItem } from '../support/engine-states.ts'
import { mountPart } from '../support/mount-part.ts'

let close = () => {}
afterEach(() => close())
function show(...args: Parameters<typeof mountPart>) {
  const part = mountPart(...args)
  close = part.close
  return part
}

describe('blocks', () => {
  test('every block of the closed list is drawn with its words', () => {
    const { root } = show(BlockView, { blocks: opened.blocks })
    const seen = root.textContent ?? ''
    for (const text of [
      'up to £50 on one order',
      'Assign the ticket',
      'Not refunded already',
      'Payments team',
      'Same gift card',
      'Ground',
      'Ctrl',
      'The refund form with',
      'Mira opens the ticket',
    ])
      expect(seen).toContain(text)
  })
  test('markup in content stays text', () => {
    const text = '<img src=x onerror="window.hacked = true"><script>window.hacked = true</script>'
    const { root } = show(BlockView, {
      blocks: [
        { block: 'text', text },
        { block: 'steps', items: [text] },
        { block: 'heading', level: 2, text },
      ],
    })
    expect(root.querySelector('img, script')).toBeNull()
    expect(root.querySelector('p')?.textContent).toBe(text)
  })
  test('a link tells the other side nothing, and what is not https is no link', () => {
    const { root } = show(BlockView, {
      blocks: [
        { block: 'link', href: 'https://example.com/a', text: 'good' },
        { block: 'link', href: 'javascript:alert(1)', text: 'bad' },
        { block: 'link', href: 'http://example.com/', text: 'plain' },
      ],
    })
    const links = [...root.querySelectorAll('a')]
    expect(links.map((link) => link.href)).toEqual(['https://example.com/a'])
    expect(links[0]?.rel).toContain('noopener')
    expect(links[0]?.rel).toContain('noreferrer')
    expect(root.textContent).toContain('bad')
  })
})

describe('headings in content', () => {
  const heading = (level: 2 | 3 | 4) => ({ block: 'heading', level, text: `level ${level}` }) as const
  const drawn = (...levels: (2 | 3 | 4)[]) => {
    const { root } = show(BlockView, { blocks: levels.map(heading), under: 2 })
    return [...root.querySelectorAll('h2, h3, h4, h5, h6')].map((element) => Number(element.tagName[1]))
  }
  test('stand right under the heading above, with no gap in the outline', () => {
    expect(drawn(2, 3, 2)).toEqual([3, 4, 3])
    expect(drawn(3, 3)).toEqual([3, 3])
    expect(drawn(2, 4, 4)).toEqual([3, 4, 4])
    expect(drawn(4, 2)).toEqual([3, 3])
  })
})

describe('the order control', () => {
  const names = () => [...document.querySelectorAll('ol > li')].map((row) => row.children[2]?.textContent)
  function showOrder() {
    const part = show(AnswerControls, {
      control: orderItem.control,
      modelValue: { answer: 'order', order: ['a', 'b', 'c', 'd'] },
      'onUpdate:modelValue': (value: unknown) => part.set({ modelValue: value }),
    })
    return part
  }
  test('works by keyboard alone, and the focus goes with the row', async () => {
    showOrder()
    const down = page.getByRole('button', { name: 'Move down: Write what was tried' })
    ;(down.element() as HTMLElement).focus()
    await userEvent.keyboard('{Enter}')
    expect(names()[2]).toBe('Write what was tried')
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Move down: Write what was tried')
    await userEvent.keyboard('{Enter}')
    expect(names()[3]).toBe('Write what was tried')
    // at the end this button has nothing left to do: the other one of the row takes the focus
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Move up: Write what was tried')
    await expect.element(page.getByText('Write what was tried: now 4 of 4')).toBeInTheDocument()
  })
  test('works by dragging the grip', async () => {
    await page.viewport(390, 844)
    showOrder()
    const rows = [...document.querySelectorAll('ol > li')]
    const grip = rows[0]?.firstElementChild
    const to = rows[2]?.getBoundingClientRect()
    if (!grip || !to) throw new Error('no rows')
    const at = { bubbles: true, button: 0, pointerId: 1, isPrimary: true }
    grip.setPointerCapture = () => undefined
    grip.dispatchEvent(new PointerEvent('pointerdown', at))
    grip.dispatchEvent(new PointerEvent('pointermove', { ...at, clientY: to.top + 4 }))
    await vi.waitFor(() => expect(names()[2]).toBe('Tell the customer who has it now'))
    grip.dispatchEvent(new PointerEvent('pointerup', at))
    grip.dispatchEvent(new PointerEvent('pointermove', { ...at, clientY: 0 }))
    expect(names()[2]).toBe('Tell the customer who has it now')
  })
})

describe('the trust line', () => {
  test('says who approved and when at once, and sources and next review after one tap', async () => {
    show(TrustLine, { trust: opened.trust, nowMs: NOW_MS })
    await expect.element(page.getByText(/Approved by Ines Varga and Tomas Lind/)).toBeVisible()
    await expect.element(page.getByText('Refunds')).not.toBeVisible()
    await page.getByText(/Approved by/).click()
    await expect.element(page.getByText('Refunds')).toBeVisible()
    await expect.element(page.getByText(/Due .*2027/)).toBeVisible()
    await expect.element(page.getByText('7 (version 3 of this)')).toBeVisible()
  })
  test('says of a source document that it is one, of which day and whose', async () => {
    const document = { versionDate: '2026-03-02', owner: 'Ines Varga' }
    show(TrustLine, { trust: { ...opened.trust, sources: [], document }, nowMs: NOW_MS })
    await page.getByText(/Approved by/).click()
    await expect.element(page.getByText(/This is a source itself, version of .*2026, kept by Ines Varga/)).toBeVisible()
  })
  test('shows without a tap that a source changed, a review is overdue and the lease is over', async () => {
    show(TrustLine, { trust: openedStale.trust, nowMs: NOW_MS })
    for (const text of ['Source changed since', 'May be out of date'])
      await expect.element(page.getByText(text, { exact: true }).first()).toBeVisible()
    await expect.element(page.getByText(/Was due/).first()).toBeVisible()
  })
})

describe('rating an aid', () => {
  test('helpful is one tap; not helpful takes a note with it', async () => {
    const rate = vi.fn(async () => undefined)
    show(AidRatingBar, { rate })
    await page.getByRole('button', { name: 'Not helpful' }).click()
    await page.getByRole('textbox').fill('  The limit is 60 now  ')
    await page.getByRole('button', { name: 'Send' }).click()
    await expect.element(page.getByText(/Thank you/)).toBeVisible()
    expect(rate.mock.calls).toEqual([['not-helpful', 'The limit is 60 now']])
  })
  test('thanks only for what was stored', async () => {
    show(AidRatingBar, { rate: () => Promise.reject(new Error('No room left.')) })
    await page.getByRole('button', { name: 'Helpful', exact: true }).click()
    await expect.element(page.getByRole('alert')).toHaveTextContent('No room left.')
    await expect.element(page.getByRole('button', { name: 'Helpful', exact: true })).toBeEnabled()
  })
})

describe('reporting an aid', () => {
  const props = { version: 3, sources: opened.trust.sources, reports: [] }
  test('sends what is wrong with the version and the source it is about, and says so once it is kept', async () => {
    const report = vi.fn(async () => 'kept' as const)
    show(AidReport, { ...props, report })
    await page.getByRole('button', { name: 'Wrong or out of date?' }).click()
    expect(document.activeElement?.getAttribute('type')).toBe('radio')
    await page.getByRole('radio', { name: 'It is out of date' }).click()
    await page.getByRole('combobox').selectOptions('Refunds, limits.1')
    await page.getByRole('textbox').fill(' The limit is 80 ')
    await page.getByRole('button', { name: 'Send the report' }).click()
    await expect.element(page.getByText(/will be sent to the owner/)).toBeVisible()
    const passage = { document: 'refunds', passage: 'limits.1' }
    expect(report.mock.calls).toEqual([[{ problem: 'out-of-date', version: 3, passage, note: 'The limit is 80' }]])
  })
  test('keeps the words when they could not be stored, and says kindly when it was enough', async () => {
    let tries = 0
    const report = async () => {
      tries++
      if (tries === 1) throw new Error('No room left.')
      return 'enough-here' as const
    }
    show(AidReport, { ...props, report })
    await page.getByRole('button', { name: 'Wrong or out of date?' }).click()
    await page.getByRole('textbox').fill('The limit is 80')
    await page.getByRole('button', { name: 'Send the report' }).click()
    await expect.element(page.getByRole('alert')).toHaveTextContent('No room left.')
    await expect.element(page.getByRole('textbox')).toHaveValue('The limit is 80')
    await page.getByRole('button', { name: 'Send the report' }).click()
    await expect.element(page.getByText(/You have reported this before/)).toBeVisible()
  })
  test('shows what came of each', async () => {
    show(AidReport, { ...props, reports: myReports, report: async () => 'kept' })
    for (const text of [
      /Right as it is \(Ines Varga, /,
      'It begins on 1 December.',
      /Will be sent when this device is online/,
    ])
      await expect.element(page.getByText(text)).toBeVisible()
  })
})
