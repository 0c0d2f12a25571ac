import * as v from 'valibot'
import { AppError, parseJson, sha256Hex, utf8 } from '#core/base'
import { Slug } from '#core/content'
import {
  instant,
  keyId,
  MAX_TRUST_BYTES,
  PublicJwk,
  pinTrust,
  readTrust,
  type Trust,
  trustText,
  unverifiedText,
  verifyTrust,
} from '#core/releases'
import { TRUST_LIFE_MS, withKey } from './trust-file.ts'
import type { RootKey } from './trust-root-key.ts'

const Text = v.pipe(v.string(), v.maxLength(2 * MAX_TRUST_BYTES))

/** What is carried to the root holders: every trust file so far, so that each can check the chain, and the text of the next. */
export const TrustProposal = v.object({
  typ: v.literal('handrail-trust-proposal'),
  chain: v.pipe(v.array(Text), v.minLength(1)),
  text: Text,
})
export type TrustProposal = v.InferOutput<typeof TrustProposal>

/** A reviewer's key that waits for the roots. */
export const WaitingKey = v.object({
  kid: v.string(),
  jwk: PublicJwk,
  person: Slug,
  name: v.string(),
  role: v.picklist(['sme', 'ld']),
  askedAt: v.string(),
  /** a role can be taken away while a key waits */
  holdsRole: v.boolean(),
})
export type WaitingKey = v.InferOutput<typeof WaitingKey>

export interface TrustChange {
  accept: readonly WaitingKey[]
  /** kids */
  revoke: readonly string[]
  /** who holds the root from now on, and how many sign together; unchanged where left out */
  roots?: { keys: readonly Pick<RootKey, 'person' | 'name' | 'jwk'>[]; need: number }
}

/**
 * The next trust file: keys added and revoked, roots exchanged; it ends a year from now.
 *
 * @throws {AppError} `bad-input` for a key that is unknown, or roots that could never agree
 */
export function nextTrust(before: Trust, change: TrustChange, nowMs: number): Trust {
  for (const kid of change.revoke)
    if (!Object.hasOwn(before.keys, kid))
      throw new AppError('bad-input', `There is no key ${kid} in trust file ${before.version}.`)
  const accepted = change.accept.reduce<Trust>((trust, key) => withKey(trust, key), before)
  const next: Trust = {
    ...accepted,
    version: before.version + 1,
    expires: instant(nowMs + TRUST_LIFE_MS),
    revoked: [...new Set([...before.revoked, ...change.revoke])],
  }
  return change.roots ? withRoots(next, change.roots) : next
}

/** @throws {AppError} `bad-input` */
export function withRoots(trust: Trust, { keys, need }: NonNullable<TrustChange['roots']>): Trust {
  const people = new Set(keys.map(({ person }) => person))
  if (people.size < keys.length) throw new AppError('bad-input', 'Each root key needs a holder of its own.')
  if (!Number.isInteger(need) || need < 1 || need > people.size)
    throw new AppError('bad-input', `Of ${people.size} root holders between 1 and ${people.size} can sign together.`)
  const kids = keys.map(({ jwk }) => keyId(jwk))
  const added = keys.reduce((next, key) => withKey(next, { ...key, role: 'root' }), trust)
  return { ...added, roles: { ...added.roles, root: { kids, need } } }
}

export const proposalOf = (chain: string[], next: Trust): string =>
  `${JSON.stringify({ typ: 'handrail-trust-proposal', chain, text: trustText(next) } satisfies TrustProposal, null, 2)}\n`

/**
 * A proposal whose past is genuine: each trust file signed by the roots of the one before. Who signs offline is thus shown a true
 * difference, whatever the server says.
 *
 * @returns also the fingerprint of the first trust file, which enrolment links carry
 * @throws {AppError} `bad-input` and as `verifyTrust`
 */
export async function readProposal(text: string, what: string) {
  const proposal = parseJson(TrustProposal, text, what)
  const before = await verifyChain(proposal.chain)
  const next = readTrust(proposal.text)
  if (next.tenant !== before.tenant || next.version !== before.version + 1)
    throw new AppError('bad-input', `${what}: does not follow trust file ${before.version} of ${before.tenant}.`)
  return { before, next, text: proposal.text, first: sha256Hex(proposal.chain[0] ?? '') }
}

/** The last of a chain of trust files, from the first. @throws {AppError} as `pinTrust` and `verifyTrust` */
export async function verifyChain(chain: readonly string[]): Promise<Trust> {
  const [first = '', ...rest] = chain
  const { tenant } = readTrust(unverifiedText(utf8(first), MAX_TRUST_BYTES, 'trust'))
  let trust = await pinTrust(utf8(first), sha256Hex(first), tenant)
  for (const jws of rest) trust = await verifyTrust(trust, utf8(jws))
  return trust
}
