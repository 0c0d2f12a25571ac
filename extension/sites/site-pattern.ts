const hostName = /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?$/
const thisMachine = /^(localhost|127(\.\d+){3})$/

/**
 * A wildcard below these names the sites of people who have nothing to do with each other. The commonest, not the whole public suffix
 * list: that is 200 kB and changes weekly, and the browser asks a person for each site anyway.
 */
const countrySuffix = /^(ac|co|com|edu|go|gob|gouv|gov|gub|ltd|mil|ne|net|nhs|nom|or|org|plc|sch)\.[a-z]{2}$/
const shared: readonly string[] = [
  ...['github.io', 'gitlab.io', 'pages.dev', 'workers.dev', 'netlify.app', 'vercel.app', 'web.app', 'firebaseapp.com'],
  ...['herokuapp.com', 'onrender.com', 'fly.dev', 'railway.app', 'deno.dev', 'glitch.me', 'repl.co', 'replit.app'],
  ...['surge.sh', 'readthedocs.io', 'blogspot.com', 'wordpress.com', 'notion.site', 'webflow.io', 'myshopify.com'],
  ...['ngrok.io', 'ngrok.app', 'ngrok-free.app', 'trycloudflare.com', 'cloudfront.net', 'azureedge.net', 'azurefd.net'],
  ...['windows.net', 'azure-api.net', 'cloudapp.net', 'googleusercontent.com', 'translate.goog'],
  ...['sharepoint.com', 'powerappsportals.com', 'service-now.com'],
  ...['atlassian.net', 'zendesk.com', 'freshdesk.com', 'okta.com', 'myworkday.com', 'slack.com', 'monday.com'],
]
/** Below these a region or a kind of service comes first, so a deeper wildcard is as wide. */
const sharedBelow: readonly string[] = [
  ...['amazonaws.com', 'azurewebsites.net', 'azurestaticapps.net', 'cloudapp.azure.com', 'core.windows.net'],
  ...[
    'run.app',
    'appspot.com',
    'salesforce.com',
    'force.com',
    'dynamics.com',
    'oraclecloud.com',
    'cloud.sap',
    'ondemand.com',
  ],
]
const isShared = (below: string): boolean =>
  !below.includes('.') ||
  countrySuffix.test(below) ||
  shared.includes(below) ||
  sharedBelow.some((suffix) => below === suffix || below.endsWith(`.${suffix}`)) ||
  /\.\d+$/.test(below)

/**
 * What a person types or a placement names, as the pattern the browser is asked for: `desk.example.com` becomes
 * `https://desk.example.com/*`. Plain http is taken for this machine, and where it is typed.
 *
 * @returns null when it names no site, or too many (`*`, `*.com`, `*.co.uk`, `*.github.io`)
 */
export function sitePattern(site: string): string | null {
  const typed = site.trim().toLowerCase()
  const [, scheme, rest = ''] = /^(?:(https?):\/\/)?(.*)$/.exec(typed) ?? []
  const address = rest.split(/[/?#]/, 1)[0] ?? ''
  const [, host = '', port = ''] = /^(.*?)(:\d{1,5})?$/.exec(address) ?? []
  if (!hostName.test(host) || host.length > 253) return null
  if (host.startsWith('*.') && isShared(host.slice(2))) return null
  if (!host.includes('.') && !thisMachine.test(host) && !scheme) return null
  return `${scheme ?? (thisMachine.test(host) ? 'http' : 'https')}://${host}${port}/*`
}

/** A pattern as people read it: `http://127.0.0.1:8788/*` is `127.0.0.1:8788`. */
export const siteName = (pattern: string): string => pattern.replace(/^https?:\/\//, '').replace(/\/\*$/, '')

/** Where a wildcard begins to count: `.example.com` of `https://*.example.com/*`; null for one site. */
export const wildcardEnd = (pattern: string): string | null =>
  siteName(pattern).startsWith('*') ? siteName(pattern).slice(1) : null

/** Whether an address lies on the site of a pattern made by `sitePattern`; a pattern without a port holds for any. */
export function isOnSite(pattern: string, address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, host } = new URL(address)
  const [scheme, rest = ''] = pattern.split('://')
  const site = rest.replace(/\/\*$/, '')
  const here = /:\d+$/.test(site) ? host : hostname
  return protocol === `${scheme}:` && (site.startsWith('*.') ? here.endsWith(site.slice(1)) : here === site)
}
