import * as v from 'valibot'
import { sha256Bytes } from '#core/base'
import { toBase64Url } from './base64url.ts'

/** An Ed25519 public key (RFC 8037). Nothing else is read from a JWK: no `alg`, no `x5c`, no private half. */
export const PublicJwk = v.object({
  kty: v.literal('OKP'),
  crv: v.literal('Ed25519'),
  x: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes in base64url')),
})
export type PublicJwk = v.InferOutput<typeof PublicJwk>

export const KeyId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/, 'must be a key thumbprint'))

/** RFC 7638 thumbprint, 43 characters: a key has one name and a name has one key, whoever writes it down. */
export function keyId({ crv, kty, x }: PublicJwk): string {
  return toBase64Url(sha256Bytes(JSON.stringify({ crv, kty, x })))
}

/** A key's name as two people compare it, over the telephone or side by side: 72 bits in groups of four. */
export const fingerprint = (kid: string): string => (kid.slice(0, 12).match(/.{4}/g) ?? [kid]).join(' ')
