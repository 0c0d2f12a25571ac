/**
 * Once enrolled this document may talk to its own package and the organisation's server, and to nobody else: the browser
 * refuses what a mistake or a bad dependency would try. Cannot be widened again while the document lives.
 */
export function limitConnections(server: string): void {
  if (document.head.querySelector('meta[name="handrail-server"]')) return
  const policy = document.createElement('meta')
  policy.httpEquiv = 'Content-Security-Policy'
  policy.name = 'handrail-server'
  // a policy without default-src lets prefetches through, whatever connect-src says
  policy.content = [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `connect-src 'self' ${new URL(server).origin}`,
  ].join('; ')
  document.head.append(policy)
}
