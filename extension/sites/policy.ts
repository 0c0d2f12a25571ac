import * as v from 'valibot'
import { browser } from 'wxt/browser'
import type { BrowserDifferences } from '../browsers/browser-differences.ts'
import { thisBrowser } from '../browsers/this-browser.ts'
import { listen } from '../listen.ts'
import { sitePattern } from './site-pattern.ts'

/** The organisation this browser may join: nothing of it can be changed here. */
const Pin = v.object({
  server: v.pipe(v.string(), v.regex(/^(https:\/\/[a-z0-9.-]+|http:\/\/(127(\.\d+){3}|localhost))(:\d{1,5})?$/)),
  tenant: v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), v.maxLength(100)),
  rootHash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
})
export type PolicyPin = v.InferOutput<typeof Pin>

/** What an administrator set for this browser (extension/build/managed-schema.json); all of it may be absent. */
export interface Policy {
  pin: PolicyPin | null
  /** of the tools, as the browser is asked for them; null where the policy could not be read, and nothing is known */
  patterns: string[] | null
  /** a pin that cannot be read lets nobody join: they might join elsewhere */
  mayJoin: boolean
  /** what is wrong with it, one sentence for the administrator */
  problem: string | null
}

const asked: Readonly<Record<keyof PolicyPin, string>> = {
  server: 'an origin like "https://handrail.example.com", without a path',
  tenant: 'the organisation’s short name, as in its enrolment links',
  rootHash: 'the 64 hexadecimal digits at the end of an enrolment link',
}
const none: Policy = { pin: null, patterns: [], mayJoin: true, problem: null }
const unread: Policy = {
  pin: null,
  patterns: null,
  mayJoin: false,
  problem:
    'the browser could not read it; close and open the browser, and look at the policy it shows for this extension.',
}
export const MOST_HOSTS = 100

/** @param set what the browser's policy holds for this extension, unchecked */
export function policyOf(set: Readonly<Record<string, unknown>>): Policy {
  const fields = Object.keys(asked) as (keyof PolicyPin)[]
  const hosts = v.safeParse(
    v.pipe(v.array(v.pipe(v.string(), v.maxLength(300))), v.maxLength(MOST_HOSTS)),
    set.hosts ?? [],
  )
  const named = hosts.success ? hosts.output.map((host) => ({ host, pattern: sitePattern(host) })) : []
  const patterns = [...new Set(named.flatMap(({ pattern }) => pattern ?? []))]
  const bad = named.find(({ pattern }) => pattern === null)
  const problemOfHosts = !hosts.success
    ? `"hosts" must be a list of at most ${MOST_HOSTS} names of tools.`
    : bad
      ? `"${bad.host}" in "hosts" is not the address of one site; write it like "desk.example.com".`
      : null

  if (fields.every((field) => set[field] === undefined))
    return { pin: null, patterns, mayJoin: true, problem: problemOfHosts }
  const pin = v.safeParse(Pin, set)
  if (pin.success) return { pin: pin.output, patterns, mayJoin: true, problem: problemOfHosts }
  const wrong = fields.find((field) => !v.is(Pin.entries[field], set[field])) ?? 'server'
  const problem = `"${wrong}" ${set[wrong] === undefined ? 'is missing; it must be' : 'must be'} ${asked[wrong]}.`
  return { pin: null, patterns, mayJoin: false, problem }
}

/** Read anew each time: the browser keeps it, and tells when it changes. Without any policy there is nothing to obey. */
export async function readPolicy({
  saysNoPolicy,
}: Pick<BrowserDifferences, 'saysNoPolicy'> = thisBrowser): Promise<Policy> {
  try {
    return policyOf((await browser.storage.managed.get(null)) as Record<string, unknown>)
  } catch (refusal) {
    return saysNoPolicy(refusal) ? none : unread
  }
}

export const watchPolicy = (changed: () => void, signal?: AbortSignal): void =>
  listen(browser.storage.managed.onChanged, changed, signal)
