import { flattenedVerify, importJWK } from 'jose'
import * as v from 'valibot'
import { AppError, parseJson, textOf, utf8 } from '#core/base'
import { fromBase64Url, toBase64Url } from './base64url.ts'
import { KeyId, type PublicJwk } from './key.ts'

/** What a signature is for. In the protected header, so that a signed document of one type can never pass as another. */
export type DocumentType = 'trust' | 'approval' | 'release' | 'time'
export const headerType = (type: DocumentType) => `handrail-${type}+jws`

const Part = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]+$/, 'must be base64url'))
/** General JWS JSON serialisation (RFC 7515, 7.2.1) without unprotected headers. At most 8 signatures. */
const Jws = v.strictObject({
  payload: Part,
  signatures: v.pipe(v.array(v.strictObject({ protected: Part, signature: Part })), v.minLength(1), v.maxLength(8)),
})
type Jws = v.InferOutput<typeof Jws>

/** Strict: a header with `jwk`, `x5u`, `crit` or `b64` is no header of ours. */
const Header = v.strictObject({ alg: v.literal('Ed25519'), kid: KeyId, typ: v.string() })

/** Who may have signed: kid to public key and person. */
export type KeyBook = Readonly<Record<string, { jwk: PublicJwk; person: string }>>
export interface Signed {
  /** the JSON text that was signed */
  text: string
  /** every signature of the document, all valid, no key twice */
  signers: { kid: string; person: string }[]
}

/** @throws {AppError} `too-large`, `bad-input` */
export function readJws(bytes: Uint8Array, maxBytes: number, what: string): Jws {
  if (bytes.length > maxBytes) throw new AppError('too-large', `${what}: larger than ${maxBytes} bytes`)
  const text = textOf(bytes, what)
  const jws = parseJson(Jws, text, what)
  // One document, one text: what a proxy re-wrote, though it may mean the same, is not what was signed and hashed.
  if (jwsText(jws) !== text) throw new AppError('bad-input', `${what}: not written as we write it`)
  return jws
}

const jwsText = ({ payload, signatures }: Jws): string =>
  JSON.stringify({
    payload,
    signatures: signatures.map((part) => ({ protected: part.protected, signature: part.signature })),
  })

const payloadText = (jws: Jws, what: string): string => textOf(fromBase64Url(jws.payload, what), what)

/**
 * Checks every signature of a document. All must be good: one that is forged, or by a key that is not in `keys`, refuses the
 * whole document. (`generalVerify` of the library is satisfied by one good signature among any number of bad ones.)
 *
 * @param keys the trust file's keys; a key is looked up nowhere else
 * @throws {AppError} `too-large`, `bad-input`, `wrong-type`, `unknown-key`, `signed-twice`, `bad-signature`
 */
export async function verifyJws(
  bytes: Uint8Array,
  type: DocumentType,
  keys: KeyBook,
  maxBytes: number,
): Promise<Signed> {
  const jws = readJws(bytes, maxBytes, type)
  const signers: Signed['signers'] = []
  for (const signature of jws.signatures) {
    const header = readHeader(signature.protected, type)
    // Type confusion: an approval shown as a release, a time as a trust file.
    if (header.typ !== headerType(type))
      throw new AppError('wrong-type', `${type}: signed as "${header.typ}", which is something else`)
    const key = Object.hasOwn(keys, header.kid) ? keys[header.kid] : undefined
    // Arbitrary installation: only keys that the trust file names. A key that travels with the document counts for nothing.
    if (!key) throw new AppError('unknown-key', `${type}: signed by a key that the organisation does not trust`)
    // python-tuf GHSA-pwqf-9h7j-7mv8: one key's signatures counted twice towards a threshold.
    if (signers.some((signer) => signer.kid === header.kid))
      throw new AppError('signed-twice', `${type}: the same key signed it twice`)
    await checkSignature(jws.payload, signature, key.jwk, type)
    signers.push({ kid: header.kid, person: key.person })
  }
  return { text: payloadText(jws, type), signers }
}

function readHeader(part: string, type: DocumentType) {
  return parseJson(Header, textOf(fromBase64Url(part, `${type} header`), `${type} header`), `${type} header`)
}

async function checkSignature(
  payload: string,
  part: { protected: string; signature: string },
  jwk: PublicJwk,
  type: DocumentType,
): Promise<void> {
  fromBase64Url(part.signature, `${type} signature`)
  try {
    // Algorithm confusion (`none`, HS256 with the public key as secret): one algorithm, pinned here and by the key's type.
    await flattenedVerify({ payload, ...part }, await importJWK({ ...jwk }, 'Ed25519'), { algorithms: ['Ed25519'] })
  } catch (cause) {
    throw new AppError('bad-signature', `${type}: a signature does not fit what it signs`, cause)
  }
}

/** Makes Ed25519 signatures with a private key that it alone holds. */
export interface Signer {
  /** RFC 7638 thumbprint of the public half */
  readonly kid: string
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/**
 * Signs a document's JSON text, as it is, by every signer.
 *
 * @returns the bytes that are stored, hashed and carried
 */
export async function signJws(type: DocumentType, text: string, signers: readonly Signer[]): Promise<Uint8Array> {
  const payload = toBase64Url(utf8(text))
  const signatures = []
  for (const signer of signers) {
    const header = toBase64Url(utf8(JSON.stringify({ alg: 'Ed25519', kid: signer.kid, typ: headerType(type) })))
    const signature = toBase64Url(await signer.sign(utf8(`${header}.${payload}`)))
    signatures.push({ protected: header, signature })
  }
  return utf8(jwsText({ payload, signatures }))
}

/**
 * The JSON text of a document nobody has verified here: for what one's own database holds, and for hints. Never for decisions.
 *
 * @throws {AppError} `too-large`, `bad-input`
 */
export const unverifiedText = (bytes: Uint8Array, maxBytes: number, what: string): string =>
  payloadText(readJws(bytes, maxBytes, what), what)

/**
 * One document of several, each signed apart over the same payload: how people who never meet sign one trust file.
 *
 * @throws {AppError} `bad-input` also where they are not of one payload
 */
export function mergeJws(parts: readonly Uint8Array[], maxBytes: number, what: string): Uint8Array {
  const all = parts.map((bytes) => readJws(bytes, maxBytes, what))
  const [first] = all
  if (!first || all.some(({ payload }) => payload !== first.payload))
    throw new AppError('bad-input', `${what}: these files sign different texts; sign one proposal`)
  const signatures = new Map(all.flatMap((jws) => jws.signatures).map((part) => [part.protected, part]))
  return utf8(jwsText({ payload: first.payload, signatures: [...signatures.values()] }))
}
