import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createManifest } from '../../../extension/manifest.ts'

const golden = JSON.parse(readFileSync(new URL('../../golden/extension-manifest.json', import.meta.url), 'utf8'))

it.each(['chrome', 'firefox'])('asks %s for exactly what was agreed', (browser) => {
  // a new permission, host or policy is a change of trust: agree on it first, then change the golden file
  expect(JSON.parse(JSON.stringify(createManifest(browser)))).toEqual(golden[browser])
})

it.each(['chrome', 'firefox'])(
  'asks %s for no host at install, opens no door to pages, and runs no foreign script',
  (browser) => {
    const manifest = createManifest(browser)
    for (const never of ['host_permissions', 'content_scripts', 'web_accessible_resources', 'externally_connectable'])
      expect(manifest).not.toHaveProperty(never)
    expect(manifest.permissions).not.toContain('tabs')
    expect(JSON.stringify(manifest.content_security_policy)).not.toMatch(
      /unsafe-eval'(?<!wasm-unsafe-eval')|https?:|\*/,
    )
  },
)

it('keeps the id that links and policies name', () => {
  const key = Buffer.from(createManifest('chrome').key ?? '', 'base64')
  const id = [...createHash('sha256').update(key).digest('hex').slice(0, 32)]
    .map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)))
    .join('')
  expect(id).toBe('ihfoechnhmmdadapegaafenealihbden')
})
