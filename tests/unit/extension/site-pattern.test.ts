import { expect, it } from 'vitest'
import { isOnSite, siteName, sitePattern } from '../../../extension/sites/site-pattern.ts'
import { siteSaid } from '../../../extension/sites/site-said.ts'

it.each([
  ['desk.example.com', 'https://desk.example.com/*'],
  [' https://Desk.Example.com/tickets/7?x#y ', 'https://desk.example.com/*'],
  ['http://desk.example.com', 'http://desk.example.com/*'],
  ['desk.example.com:8443', 'https://desk.example.com:8443/*'],
  ['127.0.0.1', 'http://127.0.0.1/*'],
  ['127.0.0.1:8788/tickets', 'http://127.0.0.1:8788/*'],
  ['localhost', 'http://localhost/*'],
  ['*.example.com', 'https://*.example.com/*'],
  ['*.example.co.uk', 'https://*.example.co.uk/*'],
  ['acme.github.io', 'https://acme.github.io/*'],
  ['http://intranet', 'http://intranet/*'],
])('%s means %s', (typed, pattern) => {
  expect(sitePattern(typed)).toBe(pattern)
})

it.each([
  '',
  '*',
  '*.com',
  'https://*',
  '*.co.uk',
  'https://*.com.au:8443',
  '*.github.io',
  '*.azurewebsites.net',
  '*.scm.azurewebsites.net',
  '*.eu-west-1.amazonaws.com',
  '*.0.0.1',
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

it('says how far a wildcard reaches before a person is asked for it', () => {
  expect(siteSaid('https://*.example.com/*')).toBe('every address that ends in .example.com')
  expect(siteSaid('https://desk.example.com/*')).toBe('desk.example.com')
})
