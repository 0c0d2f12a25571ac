import * as v from 'valibot'
import { AppError, parse } from '#core/base'
import { keyId, PublicJwk, type Signer } from '#core/releases'
import { ed25519Signer } from './private-jwk.ts'
import { type KeyLock, makeSealedKey, openSealedKey, SealedKey } from './sealed-key.ts'

/** Where CryptoKeys rest: `RecordDatabase.keys` fits. They are stored as objects, their bytes are never seen. */
export interface KeyTable {
  get(name: string): PromiseLike<{ name: string; value: unknown } | undefined>
  /** @throws when `name` is there already */
  add(row: { name: string; value: unknown }): PromiseLike<unknown>
  delete(name: string): PromiseLike<unknown>
}

export interface OwnKey {
  signer: Signer
  jwk: PublicJwk
  /** what its passkey is asked for; null where none protects it */
  lock: KeyLock | null
}

/** This browser's own keys: made here, not extractable, gone with the browser's data. */
export interface Keyring {
  /** @param secret what the passkey gave; without it a key under a passkey can be found and cannot sign (`locked`) */
  find(name: string, secret?: string): Promise<OwnKey | null>
  /**
   * The key of that name, made if there is none. Two tabs asking at once get the same one.
   *
   * @param protection storage then holds the key wrapped under the passkey's secret
   * @throws {AppError} `old-browser`, `storage-full`
   */
  make(name: string, protection?: { lock: KeyLock; secret: string }): Promise<OwnKey>
  /** takes the place of what lies under `to`, whose private half is gone then */
  move(from: string, to: string): Promise<void>
  forget(name: string): Promise<void>
}

export function createKeyring(table: KeyTable): Keyring {
  async function find(name: string, secret?: string): Promise<OwnKey | null> {
    const value = (await table.get(name))?.value
    const sealed = v.safeParse(SealedKey, value)
    if (sealed.success) {
      const { jwk, lock } = sealed.output
      const sign = async (bytes: Uint8Array) =>
        ed25519Signer(await openSealedKey(sealed.output, secret), jwk).sign(bytes)
      return { jwk, lock, signer: { kid: keyId(jwk), sign } }
    }
    if (!isKeyPair(value)) return null
    const jwk = parse(PublicJwk, await crypto.subtle.exportKey('jwk', value.publicKey), 'signing key')
    return { jwk, lock: null, signer: ed25519Signer(value.privateKey, jwk) }
  }

  async function make(name: string, protection?: { lock: KeyLock; secret: string }): Promise<OwnKey> {
    const there = await find(name)
    if (there) return there
    const value = await (protection ? makeSealedKey(protection.lock, protection.secret) : generate())
    const added = await Promise.resolve(table.add({ name, value })).then(
      () => true,
      () => false,
    )
    const made = await find(name)
    if (!made)
      throw new AppError(
        'storage-full',
        `This browser did not keep the new key${added ? '' : ' (its storage refused it)'}; free some space and try again.`,
      )
    return made
  }

  async function move(from: string, to: string): Promise<void> {
    const row = await table.get(from)
    if (!row) return
    await table.delete(to)
    await table.add({ name: to, value: row.value })
    await table.delete(from)
  }

  return { find, make, move, forget: async (name) => void (await table.delete(name)) }
}

async function generate(): Promise<CryptoKeyPair> {
  try {
    return (await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])) as CryptoKeyPair
  } catch (cause) {
    throw new AppError(
      'old-browser',
      'This browser cannot make signing keys; use Chrome 137 or Firefox 129, or newer.',
      cause,
    )
  }
}

const isKeyPair = (value: unknown): value is CryptoKeyPair =>
  typeof value === 'object' &&
  value !== null &&
  'privateKey' in value &&
  value.privateKey instanceof CryptoKey &&
  'publicKey' in value &&
  value.publicKey instanceof CryptoKey
