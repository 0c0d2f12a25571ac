import { expect, it } from 'vitest'
import { pathShape } from '#core/context'

it.each([
  ['/', '/'],
  ['', '/'],
  ['/tickets/4711/refund', '/tickets/:id/refund'],
  ['/tickets/4711/refund/?tab=2#top', '/tickets/:id/refund'],
  ['/tickets/INC0012345', '/tickets/:id'],
  ['/tickets/new', '/tickets/new'],
  ['/orders/A-1042-B', '/orders/:id'],
  ['/c/7f9c2ba4e88f827d616045507605853e', '/c/:id'],
  ['/c/deadbeef', '/c/deadbeef'],
  ['/c/dead8eef', '/c/:id'],
  ['/u/018f3b6c-5c1e-7e2a-9e57-1d2f3a4b5c6d/edit', '/u/:id/edit'],
  ['/share/aBcDeFgHiJkL', '/share/:id'],
  ['/api/v2/reports', '/api/v2/reports'],
  ['/people/anna%20smith', '/people/:id'],
  ['/people/anna@example.com', '/people/:id'],
  ['/app#/tickets/7', '/app/tickets/:id'],
  ['/app#!/tickets/7', '/app/tickets/:id'],
  ['/app#section-2', '/app'],
  ['/account-settings/notification-preferences', '/account-settings/notification-preferences'],
])('%s has the shape %s', (path, shape) => {
  expect(pathShape(path)).toBe(shape)
})

it('never grows beyond the size the schema allows', () => {
  expect(pathShape('/very-long-name'.repeat(100)).length).toBeLessThanOrEqual(300)
})
