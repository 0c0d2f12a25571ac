import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { AppError } from './app-error.ts'

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

/** @throws {AppError} `bad-input` when the bytes are not UTF-8 text */
export function textOf(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new AppError('bad-input', `${what}: not UTF-8 text`, cause)
  }
}

/** Raw SHA-256, 32 bytes. Synchronous, so that it can run inside an IndexedDB transaction. */
export const sha256Bytes = (data: Uint8Array | string): Uint8Array =>
  sha256(typeof data === 'string' ? utf8(data) : data)

/** SHA-256 in lower-case hex, 64 characters: the name of an object wherever it is stored or carried. */
export const sha256Hex = (data: Uint8Array | string): string => bytesToHex(sha256Bytes(data))
