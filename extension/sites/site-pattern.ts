const hostName = /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?$/
const thisMachine = /^(localhost|127(\.\d+){3})$/

/**
 * What a person types or a placement names, as the pattern the browser is asked for: `desk.example.com` becomes
 * `https://desk.example.com/*`. Plain http is taken for this machine, and where it is typed.
 *
 * @returns null when it names no site, or too many (`*`, `*.com`)
 */
export function sitePattern(site: string): string | null {
  const typed = site.trim().toLowerCase()
  const [, scheme, rest = ''] = /^(?:(https?):\/\/)?(.*)$/.exec(typed) ?? []
  const address = rest.split(/[/?#]/, 1)[0] ?? ''
  const [, host = '', port = ''] = /^(.*?)(:\d{1,5})?$/.exec(address) ?? []
  if (!hostName.test(host) || host.length > 253) return null
  if (host.startsWith('*.') && host.split('.').length < 3) return null
  if (!host.includes('.') && !thisMachine.test(host) && !scheme) return null
  return `${scheme ?? (thisMachine.test(host) ? 'http' : 'https')}://${host}${port}/*`
}

/** A pattern as people read it: `http://127.0.0.1:8788/*` is `127.0.0.1:8788`. */
export const siteName = (pattern: string): string => pattern.replace(/^https?:\/\//, '').replace(/\/\*$/, '')

/** Whether an address lies on the site of a pattern made by `sitePattern`; a pattern without a port holds for any. */
export function isOnSite(pattern: string, address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, host } = new URL(address)
  const [scheme, rest = ''] = pattern.split('://')
  const site = rest.replace(/\/\*$/, '')
  const here = /:\d+$/.test(site) ? host : hostname
  return protocol === `${scheme}:` && (site.startsWith('*.') ? here.endsWith(site.slice(1)) : here === site)
}
