import type { Engine, KeyLock, KeyProtection } from '../../engine-api.ts'

/** What signing asks of the engine, with the passkey asked for before. */
type Signing = Pick<Engine, 'approve' | 'signRelease' | 'signingLock' | 'unlockSigning'>

/**
 * The engine, asking for the passkey before it signs: only a window can, and the person sees what for. The engine forgets what
 * the passkey gave with that signature.
 */
export function withPasskey<E extends Signing>(engine: E): E {
  const unlock = async (role: 'sme' | 'ld') => {
    const lock = await engine.signingLock(role)
    if (lock) await engine.unlockSigning(await askPasskey(lock))
  }
  const signing: Pick<Engine, 'approve' | 'signRelease'> = {
    async approve(sha256s, role, ...options) {
      await unlock(role)
      await engine.approve(sha256s, role, ...options)
    },
    async signRelease(sha256, ...options) {
      await unlock('ld')
      await engine.signRelease(sha256, ...options)
    },
  }
  // the engine of a face may be a proxy of its worker: nothing of it can be spread
  return new Proxy(engine, {
    get: (target, name) => Reflect.get(name in signing ? signing : target, name),
  })
}

/** `here`: this device can make one; `elsewhere`: a security key or telephone may; whether it keeps secrets shows when it is made. */
export async function passkeysOffered(): Promise<'here' | 'elsewhere' | 'none'> {
  if (typeof PublicKeyCredential === 'undefined' || !mayHavePasskeys(location)) return 'none'
  return (await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable()) ? 'here' : 'elsewhere'
}

/** A passkey belongs to a name: where the app is opened by a number (127.0.0.1), the browser refuses every one (WebAuthn Level 3, RP ID). */
export const mayHavePasskeys = ({ hostname }: { hostname: string }): boolean => !/^\d+(\.\d+){3}$|^\[/.test(hostname)

/**
 * A new passkey on this device or a security key, and the secret it makes for a fresh salt (WebAuthn Level 3, `prf`).
 *
 * @returns null where it cannot keep secrets; the key is then protected by the browser alone
 * @throws {Error} where the person says no, in words for them
 */
export async function makePasskey(person: { id: string; name: string }): Promise<KeyProtection | null> {
  const made = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        rp: { name: 'Handrail' },
        user: { id: random(16), name: person.id, displayName: person.name },
        challenge: random(32),
        pubKeyCredParams: [
          { type: 'public-key', alg: -8 },
          { type: 'public-key', alg: -7 },
          { type: 'public-key', alg: -257 },
        ],
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        extensions: { prf: {} },
      },
    }),
  )
  if (!made.getClientExtensionResults().prf?.enabled) return null
  const lock = { credential: toBase64Url(new Uint8Array(made.rawId)), salt: toBase64Url(random(32)) }
  return { lock, secret: await askPasskey(lock) }
}

/** What the passkey gives for this lock: 32 bytes, the same each time. @throws {Error} in words for the person */
export async function askPasskey({ credential, salt }: KeyLock): Promise<string> {
  const got = await asked(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: random(32),
        allowCredentials: [{ type: 'public-key', id: fromBase64Url(credential) }],
        userVerification: 'required',
        extensions: { prf: { eval: { first: fromBase64Url(salt) } } },
      },
    }),
  )
  const first = got.getClientExtensionResults().prf?.results?.first
  if (!first) throw new Error('This passkey gave no secret. Use the one your signing key was made with.')
  return toBase64Url(first instanceof ArrayBuffer ? new Uint8Array(first) : new Uint8Array(first.buffer))
}

async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  let credential: Credential | null
  try {
    credential = await ask()
  } catch (cause) {
    throw new Error('The passkey was not confirmed, so nothing was done. Try again.', { cause })
  }
  if (credential instanceof PublicKeyCredential) return credential
  throw new Error('This browser gave no passkey. Try again.')
}

const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length))
const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
