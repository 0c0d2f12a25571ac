import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generatePrivateJwk, PrivateJwk, publicJwkOf, signerFromJwk } from '#core/adapters/webcrypto'
import { AppError, parseJson } from '#core/base'
import type { PublicJwk, Signer } from '#core/releases'

/** `demo-sme` and `demo-ld` exist in a demo only. */
export type KeyFile = 'root' | 'time' | 'demo-sme' | 'demo-ld'

export interface FileKey {
  signer: Signer
  jwk: PublicJwk
}

const pathOf = (folder: string, name: KeyFile) => join(folder, 'keys', `${name}.json`)

/** Makes a key and keeps it in the folder, readable by its owner only. @throws when the file is there already */
export async function makeKeyFile(folder: string, name: KeyFile): Promise<FileKey> {
  const jwk = await generatePrivateJwk()
  mkdirSync(join(folder, 'keys'), { recursive: true, mode: 0o700 })
  writeFileSync(pathOf(folder, name), JSON.stringify(jwk), { mode: 0o600, flag: 'wx' })
  return { signer: await signerFromJwk(jwk), jwk: publicJwkOf(jwk) }
}

/** @throws {AppError} `no-key` when the file is missing */
export async function readKeyFile(folder: string, name: KeyFile): Promise<FileKey> {
  let text: string
  try {
    text = readFileSync(pathOf(folder, name), 'utf8')
  } catch (cause) {
    throw new AppError('no-key', `The ${name} key is not in ${folder}/keys; restore it from where it is kept.`, cause)
  }
  const jwk = parseJson(PrivateJwk, text, `${name} key`)
  return { signer: await signerFromJwk(jwk), jwk: publicJwkOf(jwk) }
}
