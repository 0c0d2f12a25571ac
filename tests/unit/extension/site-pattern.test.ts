import { expect, it } from 'vitest'
import { isOnSite, siteName, sitePattern } from '../../../extension/sites/site-pattern.ts'

it.each([
  ['desk.example.com', 'https://desk.example.com/*'],
  [' https://Desk.Example.com/tickets/7?x#y ', 'https://desk.example.com/*'],
  ['http://desk.example.com', 'http://desk.example.com/*'],
  ['desk.example.com:8443', 'https://desk.example.com:8443/*'],
  ['127.0.0.1', 'http://127.0.0.1/*'],
  ['127.0.0.1:8788/tickets', 'http://127.0.0.1:8788/*'],
  ['localhost', 'http://localhost/*'],
  ['*.example.com', 'https://*.example.com/*'],
  ['http://intranet', 'http://intranet/*'],
])('%s means %s', (typed, pattern) => {
  expect(sitePattern(typed)).toBe(pattern)
})

it.each([
  '',
  '*',
  '*.com',
  'https://*',
  'desk',
  'my desk',
  'javascript:alert(1)',
  'file:///etc/passwd',
  '<all_urls>',
  'a@b.example.com',
])('%j is not one site', (typed) => {
  expect(sitePattern(typed)).toBeNull()
})

it.each([
  ['http://127.0.0.1/*', 'http://127.0.0.1:8788', true],
  ['http://127.0.0.1:8788/*', 'http://127.0.0.1:8787', false],
  ['http://127.0.0.1/*', 'https://127.0.0.1', false],
  ['https://*.example.com/*', 'https://desk.example.com', true],
  ['https://*.example.com/*', 'https://example.com', false],
  ['https://*.example.com/*', 'https://evilexample.com', false],
  ['https://desk.example.com/*', 'https://desk.example.com.evil.test', false],
  ['https://desk.example.com/*', 'null', false],
])('the site %s covers %s: %s', (pattern, origin, covered) => {
  expect(isOnSite(pattern, origin)).toBe(covered)
})

it('is shown as people say it', () => {
  expect(siteName('http://127.0.0.1:8788/*')).toBe('127.0.0.1:8788')
})
