import * as v from 'valibot'
import { AppError, parse, type Transport } from '#core/base'
import { keyId, type Signer } from '#core/releases'
import { type Keys, nextKeyName, signingKeyName } from './enrolment.ts'
import type { KeyProtection, OwnKeys, SigningKey } from './review-api.ts'

type ReviewRole = 'sme' | 'ld'
const ReviewRole = v.picklist(['sme', 'ld'])
const KeyStates = v.array(
  v.object({ kid: v.string(), role: ReviewRole, state: v.picklist(['waiting', 'trusted', 'withdrawn']) }),
)

export interface OwnKeysDeps {
  mine(): Promise<{ transport: Transport; roles: readonly string[] }>
  keys: Keys
}

/** From worst to best: of a person with both review roles, the key that is furthest from being of use is shown. */
const states = ['none', 'withdrawn', 'waiting', 'trusted'] as const

/**
 * The signing keys of this browser, one a role. A new one is made beside the old, which signs on until the new one is trusted;
 * then the old one's private half is gone, and what it signed stays signed. A key that was lost or copied is withdrawn instead.
 */
export function createOwnKeys({ mine, keys }: OwnKeysDeps): OwnKeys & { signerFor(role: ReviewRole): Promise<Signer> } {
  /** what the person's passkey gave, until the next signature */
  let unlocked: string | null = null

  async function keyOf(transport: Transport, role: ReviewRole): Promise<SigningKey> {
    const [current, next] = await Promise.all([keys.find(signingKeyName(role)), keys.find(nextKeyName(role))])
    let known = parse(KeyStates, await transport.getJson('/v1/studio/keys'), 'signing keys')
    const stateOf = (kid: string) => known.find((each) => each.kid === kid)?.state ?? 'waiting'
    // this browser ended between making a key and handing it in, or the server went back to a backup: nobody else can mend that
    const lost = [current, next].filter((key) => key !== null && !known.some(({ kid }) => kid === keyId(key.jwk)))
    for (const key of lost) await transport.postJson('/v1/studio/keys', { jwk: key?.jwk, role })
    if (lost.length > 0) known = parse(KeyStates, await transport.getJson('/v1/studio/keys'), 'signing keys')
    if (next && (!current || stateOf(keyId(next.jwk)) === 'trusted')) {
      await keys.move(nextKeyName(role), signingKeyName(role))
      return keyOf(transport, role)
    }
    if (!current) return { kid: '', state: 'none', lock: null, replacing: null }
    const kid = keyId(current.jwk)
    return { kid, state: stateOf(kid), lock: current.lock, replacing: next ? keyId(next.jwk) : null }
  }

  async function signingKey(): Promise<SigningKey> {
    const { transport, roles } = await mine()
    const all = []
    for (const role of reviewRoles(roles)) all.push(await keyOf(transport, role))
    all.sort((a, b) => states.indexOf(a.state) - states.indexOf(b.state))
    return all[0] ?? { kid: '', state: 'none', lock: null, replacing: null }
  }

  async function requestSigningKey(protection?: KeyProtection): Promise<SigningKey> {
    const { transport, roles } = await mine()
    for (const role of reviewRoles(roles)) {
      const { state } = await keyOf(transport, role)
      if (state === 'withdrawn') await keys.forget(signingKeyName(role))
      // a key that was made and never arrived is handed in again
      const { jwk } = await keys.make(state === 'trusted' ? nextKeyName(role) : signingKeyName(role), protection)
      await transport.postJson('/v1/studio/keys', { jwk, role })
    }
    return signingKey()
  }

  async function withdrawSigningKey(): Promise<SigningKey> {
    const { transport, roles } = await mine()
    for (const role of reviewRoles(roles)) {
      const { kid, state } = await keyOf(transport, role)
      if (state === 'waiting' || state === 'trusted') await transport.postJson(`/v1/studio/keys/${kid}/withdraw`, {})
    }
    return signingKey()
  }

  return {
    signingKey,
    requestSigningKey,
    withdrawSigningKey,
    async signingLock(role) {
      return (await keys.find(signingKeyName(role)))?.lock ?? null
    },
    async unlockSigning(secret) {
      unlocked = secret
    },
    /** @throws {AppError} `no-key`, `locked`, saying what to do */
    async signerFor(role) {
      const secret = unlocked
      unlocked = null
      const key = await keys.find(signingKeyName(role), secret ?? undefined)
      if (!key) throw new AppError('no-key', 'Make your signing key on this page first.')
      return key.signer
    },
  }
}

const reviewRoles = (roles: readonly string[]): ReviewRole[] =>
  (['sme', 'ld'] as const).filter((role) => roles.includes(role))
