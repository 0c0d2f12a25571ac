import * as v from 'valibot'
import { defineMatcher } from '../matcher.ts'

const pattern = /^(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/

/** The tool: a host name, any port unless one is named; `*.example.com` is any host below example.com. */
export const host = defineMatcher({
  matcher: 'host',
  reads: ['host'],
  narrows: 1,
  schema: v.strictObject({
    matcher: v.literal('host'),
    host: v.pipe(
      v.string(),
      v.maxLength(260),
      v.regex(pattern, 'must be a host like desk.example.com, in lower case, or *.example.com'),
    ),
  }),
  match(rule, signals) {
    const here = signals.host.toLowerCase()
    const wanted = rule.host.includes(':') ? here : here.replace(/:\d+$/, '')
    return rule.host.startsWith('*.') ? wanted.endsWith(rule.host.slice(1)) : wanted === rule.host
  },
  says: (rule) => `you are in ${rule.host}`,
  examples: [
    { rule: { matcher: 'host', host: '127.0.0.1' }, signals: { host: '127.0.0.1:8788' }, matches: true },
    { rule: { matcher: 'host', host: '127.0.0.1:8788' }, signals: { host: '127.0.0.1:8787' }, matches: false },
    { rule: { matcher: 'host', host: '*.example.com' }, signals: { host: 'desk.example.com' }, matches: true },
    { rule: { matcher: 'host', host: '*.example.com' }, signals: { host: 'badexample.com' }, matches: false },
  ],
})
