import { afterEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { LedgerView } from '#core/ui'
import { NOW_MS } from '../support/engine-states.ts'
import { ledgerRows } from '../support/ledger-rows.ts'
import { mountPart } from '../support/mount-part.ts'

let close = () => {}
afterEach(() => close())

test('ten thousand rows are drawn fifty at a time, and all of them are looked through', async () => {
  const { root, close: end } = mountPart(LedgerView, {
    rows: ledgerRows(10_000, NOW_MS),
    server: 'https://handrail.example.com',
    beside: [],
  })
  close = end
  const drawn = () => root.querySelectorAll('[aria-labelledby=ledger-list] li').length
  expect(drawn()).toBe(50)
  await page.getByRole('button', { name: 'Show 50 more' }).click()
  expect(drawn()).toBe(100)

  const last = ledgerRows(10_000, NOW_MS).at(-1)
  await page.getByLabelText('Look for').fill(`${new Date(last?.firstMs ?? 0).toISOString().slice(0, 8)} not-known`)
  await expect.poll(drawn).toBeGreaterThan(0)
  expect(root.textContent).toContain('GET /v1/not-known')
  await page.getByLabelText('Look for').fill('nothing like it')
  await expect.element(page.getByText('No request matches that.')).toBeVisible()
  expect(drawn()).toBe(0)
})
