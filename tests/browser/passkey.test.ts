import { afterEach, beforeEach, expect, it } from 'vitest'
import { cdp } from 'vitest/browser'
import { RecordDatabase } from '#core/adapters/dexie'
import { createKeyring } from '#core/adapters/webcrypto'
import { utf8 } from '#core/base'
import { signApproval, verifyApproval } from '#core/releases'
import { askPasskey, makePasskey, mayHavePasskeys, passkeysOffered, withPasskey } from '../../core/ui/review/passkey.ts'
import { addKey, makeKeys, trustOf } from '../support/release-world.ts'

let authenticator = ''
const db = new RecordDatabase('passkey-keys')
async function plug(hasPrf: boolean) {
  await cdp().send('WebAuthn.enable')
  const options = {
    protocol: 'ctap2',
    ctap2Version: 'ctap2_1',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
    hasPrf,
  } as const
  authenticator = (await cdp().send('WebAuthn.addVirtualAuthenticator', { options })).authenticatorId
}
beforeEach(() => db.open())
afterEach(async () => {
  if (authenticator) {
    await cdp().send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: authenticator })
    await cdp().send('WebAuthn.disable')
    authenticator = ''
  }
  await db.delete()
})

const approval = {
  typ: 'approval',
  tenant: 'larkfield',
  role: 'sme',
  person: 'nina',
  objects: [{ kind: 'job-aid', id: 'x', sha256: 'a'.repeat(64) }],
  at: '2026-05-04T09:00:00.000Z',
} as const

it('a signing key under a passkey signs after it was asked, and never without', async () => {
  await plug(true)
  expect(await passkeysOffered()).toBe('here')
  const protection = await makePasskey({ id: 'nina', name: 'Nina' })
  if (!protection) throw new Error('the authenticator keeps secrets')
  const made = await createKeyring(db.keys).make('sme', protection)
  expect(made.lock).toEqual(protection.lock)

  // what lies in storage signs nothing, and is no key
  const stored = (await db.keys.get('sme'))?.value as Record<string, unknown>
  expect(Object.values(stored).some((value) => value instanceof CryptoKey)).toBe(false)
  const locked = await createKeyring(db.keys).find('sme')
  const unsigned = signApproval({ ...approval, objects: [...approval.objects] }, locked?.signer ?? made.signer)
  await expect(unsigned).rejects.toMatchObject({ code: 'locked' })

  const secret = await askPasskey(protection.lock)
  expect(secret).toBe(protection.secret)
  const opened = await createKeyring(db.keys).find('sme', secret)
  if (!opened) throw new Error('it is there')
  const bytes = await signApproval({ ...approval, objects: [...approval.objects] }, opened.signer)
  const trust = trustOf(await makeKeys(), (t) => addKey(t, 'sme', { ...opened, person: 'nina' }))
  expect(await verifyApproval(trust, bytes)).toMatchObject({ person: 'nina' })
})

it('another passkey does not open it', async () => {
  await plug(true)
  const [own, other] = [
    await makePasskey({ id: 'nina', name: 'Nina' }),
    await makePasskey({ id: 'otto', name: 'Otto' }),
  ]
  if (!own || !other) throw new Error('the authenticator keeps secrets')
  await createKeyring(db.keys).make('sme', own)
  const wrong = await createKeyring(db.keys).find('sme', await askPasskey(other.lock))
  await expect(wrong?.signer.sign(utf8('x'))).rejects.toMatchObject({ code: 'locked' })
})

it('a passkey that keeps no secret is said to be none', async () => {
  await plug(false)
  expect(await makePasskey({ id: 'nina', name: 'Nina' })).toBeNull()
})

it('the engine is given what the passkey made, once for each signature', async () => {
  await plug(true)
  const protection = await makePasskey({ id: 'nina', name: 'Nina' })
  const said: string[] = []
  const engine = withPasskey({
    signingLock: async (role: 'sme' | 'ld') => (role === 'sme' ? (protection?.lock ?? null) : null),
    unlockSigning: async (secret: string) => void said.push(secret === protection?.secret ? 'unlocked' : 'wrong'),
    approve: async (_sha256s: string[], _role: 'sme' | 'ld') => void said.push('approved'),
    signRelease: async (_sha256: string) => void said.push('signed'),
  })
  await engine.approve(['a'.repeat(64)], 'sme')
  await engine.signRelease('a'.repeat(64))
  expect(said).toEqual(['unlocked', 'approved', 'signed'])
})

it('where the person says no, nothing is signed, and they are told', async () => {
  await plug(true)
  const protection = await makePasskey({ id: 'nina', name: 'Nina' })
  await cdp().send('WebAuthn.setUserVerified', { authenticatorId: authenticator, isUserVerified: false })
  await expect(askPasskey(protection?.lock ?? { credential: '', salt: '' })).rejects.toThrow(/not confirmed/)
})

it('is not offered where the app is opened by a number, for which the browser would refuse it', () => {
  for (const hostname of ['127.0.0.1', '192.168.1.20', '[::1]']) expect(mayHavePasskeys({ hostname })).toBe(false)
  for (const hostname of ['localhost', 'desk.example.com', 'abcdefghijklmnop', '1.example'])
    expect(mayHavePasskeys({ hostname })).toBe(true)
})
