import { base64url } from 'jose'
import { AppError } from '#core/base'

export const toBase64Url = (bytes: Uint8Array): string => base64url.encode(bytes)

/**
 * Decodes only what `toBase64Url` would have written: padding, other alphabets and stray bits in the last character are refused,
 * so that one document has one text and one hash.
 *
 * @throws {AppError} `bad-input`
 */
export function fromBase64Url(text: string, what: string): Uint8Array {
  try {
    const bytes = base64url.decode(text)
    if (base64url.encode(bytes) === text) return bytes
  } catch {
    // said below
  }
  throw new AppError('bad-input', `${what}: not base64url as we write it`)
}
