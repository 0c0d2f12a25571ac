import * as v from 'valibot'
import { keyId, PublicJwk, type Signer } from '#core/releases'

/** A private key that lies in a file: the server's online time key, and a demo's keys. People's keys never take this form. */
export const PrivateJwk = v.object({
  ...PublicJwk.entries,
  d: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes in base64url')),
})
export type PrivateJwk = v.InferOutput<typeof PrivateJwk>

export const publicJwkOf = ({ kty, crv, x }: PrivateJwk): PublicJwk => ({ kty, crv, x })

export async function generatePrivateJwk(): Promise<PrivateJwk> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
  return v.parse(PrivateJwk, await crypto.subtle.exportKey('jwk', pair.privateKey))
}

/** The key cannot be taken out again. */
export async function signerFromJwk(jwk: PrivateJwk): Promise<Signer> {
  const key = await crypto.subtle.importKey('jwk', { ...jwk }, 'Ed25519', false, ['sign'])
  return ed25519Signer(key, publicJwkOf(jwk))
}

export const ed25519Signer = (privateKey: CryptoKey, jwk: PublicJwk): Signer => ({
  kid: keyId(jwk),
  sign: async (bytes) => new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, new Uint8Array(bytes))),
})
