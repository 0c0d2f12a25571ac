import * as v from 'valibot'
import { AppError, utf8 } from '#core/base'
import { fromBase64Url, PublicJwk } from '#core/releases'

/** How a key asks for its passkey: which one, and what the passkey is to make the secret of. */
export const KeyLock = v.object({ credential: v.string(), salt: v.string() })
export type KeyLock = v.InferOutput<typeof KeyLock>

/** What rests in storage of a key under a passkey: nothing in it signs. */
export const SealedKey = v.object({
  jwk: PublicJwk,
  lock: KeyLock,
  iv: v.instance(Uint8Array),
  wrapped: v.instance(ArrayBuffer),
})
export type SealedKey = v.InferOutput<typeof SealedKey>

/** Bytes of WebAuthn's `prf` result. */
const SECRET_BYTES = 32

/** The AES key that a passkey's secret stands for (HKDF, RFC 5869). @throws {AppError} `bad-input` */
async function wrappingKey(secret: string): Promise<CryptoKey> {
  const bytes = fromBase64Url(secret, 'passkey secret')
  if (bytes.length !== SECRET_BYTES) throw new AppError('bad-input', `passkey secret: must have ${SECRET_BYTES} bytes`)
  const material = await crypto.subtle.importKey('raw', new Uint8Array(bytes), 'HKDF', false, ['deriveKey'])
  const about = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8Buffer('handrail signing key 1') }
  return crypto.subtle.deriveKey(about, material, { name: 'AES-GCM', length: 256 }, false, ['wrapKey', 'unwrapKey'])
}

const utf8Buffer = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(utf8(text))

/** Makes a pair whose private half leaves this function only wrapped. */
export async function makeSealedKey(lock: KeyLock, secret: string): Promise<SealedKey> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const wrapped = await crypto.subtle.wrapKey('pkcs8', pair.privateKey, await wrappingKey(secret), {
    name: 'AES-GCM',
    iv,
  })
  return { jwk: v.parse(PublicJwk, await crypto.subtle.exportKey('jwk', pair.publicKey)), lock, iv, wrapped }
}

/** For one signature: it cannot be taken out, and is gone with the last mention of it. @throws {AppError} `locked` */
export async function openSealedKey({ wrapped, iv }: SealedKey, secret: string | undefined): Promise<CryptoKey> {
  if (secret === undefined) throw new AppError('locked', 'Your signing key is locked; confirm with your passkey.')
  try {
    return await crypto.subtle.unwrapKey(
      'pkcs8',
      wrapped,
      await wrappingKey(secret),
      { name: 'AES-GCM', iv: new Uint8Array(iv) },
      'Ed25519',
      false,
      ['sign'],
    )
  } catch (cause) {
    throw new AppError('locked', 'This passkey does not open your signing key; use the one it was made with.', cause)
  }
}
