import { AppError, parse } from '#core/base'
import { PublicJwk, type Signer } from '#core/releases'
import { ed25519Signer } from './private-jwk.ts'

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
}

/** This browser's own keys: made here, not extractable, gone with the browser's data. */
export interface Keyring {
  find(name: string): Promise<OwnKey | null>
  /** The key of that name, made if there is none. Two tabs asking at once get the same one. @throws {AppError} `old-browser` */
  make(name: string): Promise<OwnKey>
  forget(name: string): Promise<void>
}

export function createKeyring(table: KeyTable): Keyring {
  async function find(name: string): Promise<OwnKey | null> {
    const value = (await table.get(name))?.value
    if (!isKeyPair(value)) return null
    const jwk = parse(PublicJwk, await crypto.subtle.exportKey('jwk', value.publicKey), 'signing key')
    return { jwk, signer: ed25519Signer(value.privateKey, jwk) }
  }

  async function make(name: string): Promise<OwnKey> {
    const there = await find(name)
    if (there) return there
    const value = await generate()
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

  return { find, make, forget: async (name) => void (await table.delete(name)) }
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
