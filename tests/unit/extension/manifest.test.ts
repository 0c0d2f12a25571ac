import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createManifest } from '../../../extension/manifest.ts'
import { manifestChanged, manifestChanges } from '../../support/manifest-changes.ts'

const golden = JSON.parse(readFileSync(new URL('../../golden/extension-manifest.json', import.meta.url), 'utf8'))
const plain = (browser: string) => JSON.parse(JSON.stringify(createManifest(browser)))

it.each(['chrome', 'firefox'])('asks %s for exactly what was agreed', (browser) => {
  // the build adds where our pages are; what it makes of this is compared with all of the agreed one in the e2e stage
  const ours = plain(browser)
  const agreed = Object.fromEntries(Object.keys(ours).map((key) => [key, golden[browser][key]]))
  expect(manifestChanges(agreed, ours), manifestChanged).toEqual([])
})

describe('a manifest that asks for more is named for it:', () => {
  const manifest = () => structuredClone(golden.chrome)
  it.each([
    ['a permission', { permissions: [...golden.chrome.permissions, 'tabs'] }, 'permissions now asks for "tabs"'],
    ['an optional permission', { optional_permissions: ['history'] }, 'optional_permissions is new: ["history"]'],
    ['a host at install', { host_permissions: ['<all_urls>'] }, 'host_permissions is new: ["<all_urls>"]'],
    [
      'an optional host',
      { optional_host_permissions: ['<all_urls>'] },
      'optional_host_permissions now asks for "<all_urls>"',
    ],
    ['a content script', { content_scripts: [{ matches: ['<all_urls>'] }] }, 'content_scripts is new'],
    [
      'a file that pages may load',
      { web_accessible_resources: [{ resources: ['page.js'] }] },
      'web_accessible_resources is new',
    ],
    [
      'a door to pages',
      { externally_connectable: { matches: ['*://*.example.com/*'] } },
      'externally_connectable is new',
    ],
    [
      'a policy',
      { content_security_policy: { extension_pages: "script-src 'self' blob:" } },
      'content_security_policy.extension_pages was',
    ],
    ['a command', { commands: { ...golden.chrome.commands, more: {} } }, 'commands.more is new'],
    ['another id', { key: 'AAAA' }, 'key was'],
  ])('%s', (_, more, said) => {
    expect(manifestChanges(golden.chrome, { ...manifest(), ...more }).join('\n')).toContain(said)
  })

  it('but not one with another version', () => {
    expect(manifestChanges(golden.chrome, { ...manifest(), version: '9.9.9' })).toEqual([])
  })
})

it.each(['chrome', 'firefox'])(
  'asks %s for no host at install, opens no door to pages, and runs no foreign script',
  (browser) => {
    const manifest = golden[browser]
    for (const never of ['host_permissions', 'content_scripts', 'web_accessible_resources', 'externally_connectable'])
      expect(manifest).not.toHaveProperty(never)
    for (const never of ['tabs', 'activeTab', 'history', 'webRequest', 'cookies'])
      expect(manifest.permissions).not.toContain(never)
    const policy: string = manifest.content_security_policy.extension_pages
    const sources = policy.split('; ').filter((directive) => !directive.startsWith('connect-src'))
    expect(sources.join(' ')).not.toMatch(/unsafe-eval'(?<!wasm-unsafe-eval')|unsafe-inline|https?:|data:|blob:|\*/)
    expect(policy).toMatch(/^default-src 'self';/)
  },
)

it('keeps the id that links and policies name', () => {
  const key = Buffer.from(createManifest('chrome').key ?? '', 'base64')
  const id = [...createHash('sha256').update(key).digest('hex').slice(0, 32)]
    .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))
    .join('')
  expect(id).toBe('ihfoechnhmmdadapegaafenealihbden')
})
