import { expect, it } from 'vitest'
import { createAidWords } from '#core/context'
import { signalsOf } from './page.ts'

const aid = (title: string, text: string, summary = '') => ({ title, summary, passages: [{ headings: [], text }] })
const wordsOf = createAidWords([
  aid('Ask for leave', 'Name who covers for you. The customer is told.'),
  aid('Raise a purchase order', 'Three quotes above 500. The customer is told.'),
  aid('Close a ticket', 'The customer is told.', 'A supplier waits'),
])
const best = (signals: Parameters<typeof signalsOf>[0]) => {
  const scores = [...wordsOf(signalsOf(signals))]
  return Math.max(...scores) === 0 ? null : scores.indexOf(Math.max(...scores))
}

it('finds the aid whose words the page says, in any form, wherever the page says them', () => {
  expect(best({ headings: ['New purchase orders'] })).toBe(1)
  expect(best({ labels: ['Leave type'] })).toBe(0)
  expect(best({ banners: ['Three quotes are missing'] })).toBe(1)
  expect(best({ controls: [{ role: 'button', name: 'Ask for leave', testId: null }] })).toBe(0)
  expect(best({ labels: ['Supplier'] })).toBe(2)
  expect(best({ pathShape: '/app/purchaseOrder/:id/edit' })).toBe(1)
})

it('makes much of words few aids say, and nothing of none or of a misspelling', () => {
  expect(best({ headings: ['Customer'], labels: ['Leave type'] })).toBe(0)
  expect(best({ headings: ['Dashboard'] })).toBeNull()
  expect(best({ headings: ['Purchese'] })).toBeNull()
  expect(best({})).toBeNull()
})
