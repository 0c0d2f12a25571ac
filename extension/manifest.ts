import type { UserManifest } from 'wxt'

/**
 * Fixes the extension's id (ihfoechnhmmdadapegaafenealihbden), so that links, grants and policies can name it. Nobody
 * holds the private half: packages are signed by the store or by the organisation's own key.
 */
const publicKey =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvzzLM8mWag/xa3ZZgS+szpLuB1WA0NzVgaToF7Wj22M87UPh0X+C2cJwa8dfAZ2ncTGtMbbuzBDfmAIVuUGDCgLuA/ysNZfZzute1mB65sevbXVhPRNHDsKaMnKijBTHAFzQmOGO3bWaC1ZJoAN3B3BYmvOTpFDAh+dqUfeieGocW3YXHXm/2lX2PYPfwP2g2vSGWUD0DGXe7KmmnHmDuW5DHGW/yjL4KeCczRhnrlMksvpY8nv8rNd+m+6VgL9AH0dQsR88jpL9veUU7PV99q92SGDT0WVzkLmwcB6qDlKGnbd9tdxD6jcD+IJUkhYT4JsHjGcdXqaToixetjmLpQIDAQAB'

/**
 * All comes from this package alone; the embedding model runs as WebAssembly; no text becomes a script. Requests may go to
 * an organisation's server, which is not known here: the page that makes them narrows this to the one it is enrolled at
 * (engine-host/limit-connections.ts), the others to nobody.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self' https: http://127.0.0.1:* http://localhost:*",
  "object-src 'none'",
  "frame-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const chrome: UserManifest = {
  key: publicKey,
  minimum_chrome_version: '137',
  permissions: ['storage', 'scripting', 'alarms', 'sidePanel', 'offscreen'],
  storage: { managed_schema: 'managed-schema.json' },
}

const firefox: UserManifest = {
  permissions: ['storage', 'scripting', 'alarms'],
  browser_specific_settings: {
    gecko: {
      id: 'handrail@handrail.invalid',
      strict_min_version: '153.0',
      data_collection_permissions: { required: ['none'] },
    },
  },
}

/**
 * What the browser is asked for. No host at install: each tool is granted by the person, or by managed policy. Every
 * change here is a change of trust; tests/golden/extension-manifest.json holds it still.
 */
export function createManifest(browser: string): UserManifest {
  return {
    name: 'Handrail',
    description: 'Approved help in the tools you work in. What is on the page stays on this device.',
    optional_host_permissions: ['http://*/*', 'https://*/*'],
    content_security_policy: { extension_pages: contentSecurityPolicy },
    action: { default_title: 'Open Handrail' },
    commands: { _execute_action: { suggested_key: { default: 'Alt+Shift+H' }, description: 'Open Handrail' } },
    icons: { 16: 'icon/16.png', 32: 'icon/32.png', 48: 'icon/48.png', 128: 'icon/128.png' },
    ...(browser === 'firefox' ? firefox : chrome),
  }
}
