import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import * as v from 'valibot'
import { generatePrivateJwk, PrivateJwk, publicJwkOf, signerFromJwk } from '#core/adapters/webcrypto'
import { AppError, parseJson, textOf, utf8 } from '#core/base'
import { Slug } from '#core/content'
import { PublicJwk, type Signer } from '#core/releases'

/** Shorter ones are guessed from a stolen file. */
const MIN_PASSPHRASE = 12
/** scrypt (RFC 7914) with 128 MiB: half a second here, for each guess of a thief too. */
const COST = { N: 2 ** 17, r: 8, p: 1 }
const MAX_MEMORY = 256 * 1024 * 1024

const Base64 = v.pipe(v.string(), v.base64())
const SealedRootKey = v.object({
  typ: v.literal('handrail-root-key'),
  person: Slug,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  /** public half: all that leaves its holder */
  jwk: PublicJwk,
  kdf: v.object({
    name: v.literal('scrypt'),
    N: v.literal(COST.N),
    r: v.literal(COST.r),
    p: v.literal(COST.p),
    salt: Base64,
  }),
  cipher: v.object({ name: v.literal('AES-256-GCM'), iv: Base64, tag: Base64, text: Base64 }),
})

/** A root holder's key: who holds it is readable, the key itself only with the passphrase. */
export interface RootKey {
  person: string
  name: string
  jwk: PublicJwk
  /** whether it asks for a passphrase; the file that `init` leaves without root holders does not */
  sealed: boolean
  /** @throws {AppError} `bad-input` for a wrong passphrase */
  open(passphrase: string): Promise<Signer>
}

/** @throws {AppError} `bad-input` for a short passphrase */
export async function newRootKey(person: string, name: string, passphrase: string): Promise<string> {
  if (passphrase.length < MIN_PASSPHRASE)
    throw new AppError('bad-input', `The passphrase needs at least ${MIN_PASSPHRASE} characters; four words will do.`)
  const privateJwk = await generatePrivateJwk()
  const jwk = publicJwkOf(privateJwk)
  const [salt, iv] = [randomBytes(16), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', keyOf(passphrase, salt), iv)
  cipher.setAAD(boundTo({ person, name, jwk }))
  const text = Buffer.concat([cipher.update(utf8(JSON.stringify(privateJwk))), cipher.final()])
  const tag = cipher.getAuthTag()
  const file: v.InferOutput<typeof SealedRootKey> = {
    typ: 'handrail-root-key',
    person,
    name,
    jwk,
    kdf: { name: 'scrypt', ...COST, salt: salt.toString('base64') },
    cipher: { name: 'AES-256-GCM', iv: base64(iv), tag: base64(tag), text: base64(text) },
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

/** @param what the file's name. @throws {AppError} `bad-input` */
export function readRootKey(text: string, what: string): RootKey {
  const plain = v.safeParse(v.pipe(v.string(), v.parseJson(), PrivateJwk), text)
  if (plain.success)
    return {
      person: 'root-holder',
      name: 'Holder of the root key',
      jwk: publicJwkOf(plain.output),
      sealed: false,
      open: () => signerFromJwk(plain.output),
    }
  const { person, name, jwk, kdf, cipher } = parseJson(SealedRootKey, text, what)
  return {
    person,
    name,
    jwk,
    sealed: true,
    async open(passphrase) {
      const decipher = createDecipheriv(
        'aes-256-gcm',
        keyOf(passphrase, Buffer.from(kdf.salt, 'base64')),
        Buffer.from(cipher.iv, 'base64'),
      )
      decipher.setAAD(boundTo({ person, name, jwk }))
      decipher.setAuthTag(Buffer.from(cipher.tag, 'base64'))
      let opened: Buffer
      try {
        opened = Buffer.concat([decipher.update(Buffer.from(cipher.text, 'base64')), decipher.final()])
      } catch (cause) {
        throw new AppError('bad-input', `${what}: the passphrase does not open it.`, cause)
      }
      return signerFromJwk(parseJson(PrivateJwk, textOf(opened, what), what))
    },
  }
}

const keyOf = (passphrase: string, salt: Buffer): Buffer =>
  scryptSync(passphrase.normalize('NFKC'), salt, 32, { ...COST, maxmem: MAX_MEMORY })

/** A name or public key swapped in the file must not open. */
const boundTo = (shown: Pick<RootKey, 'person' | 'name' | 'jwk'>): Uint8Array => utf8(JSON.stringify(shown))
const base64 = (bytes: Buffer): string => bytes.toString('base64')
