import { afterEach, describe, expect, it } from 'vitest'
import { RecordDatabase } from '#core/adapters/dexie'
import { createKeyring } from '#core/adapters/webcrypto'
import { sha256Hex, utf8 } from '#core/base'
import { keyId, signApproval, verifyApproval } from '#core/releases'
import { addKey, makeKeys, trustOf } from '../support/release-world.ts'

let made = 0
const opened: RecordDatabase[] = []
function open(name = `keys-${made++}`): RecordDatabase {
  const db = new RecordDatabase(name)
  opened.push(db)
  return db
}
afterEach(async () => {
  for (const db of opened.splice(0)) await db.delete()
})

describe("a browser's own signing key", () => {
  it('cannot be taken out, and is still there after the page was closed', async () => {
    const db = open()
    const { jwk } = await createKeyring(db.keys).make('sme')
    const { name } = db
    db.close()
    const again = open(name)
    expect((await createKeyring(again.keys).find('sme'))?.jwk).toEqual(jwk)
    const stored = (await again.keys.get('sme'))?.value as CryptoKeyPair
    expect(stored.privateKey.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('jwk', stored.privateKey)).rejects.toThrow()
  })

  it('is one, also when two tabs ask at once', async () => {
    const db = open()
    const keys = await Promise.all([1, 2, 3].map(() => createKeyring(db.keys).make('sme')))
    expect(new Set(keys.map(({ signer }) => signer.kid)).size).toBe(1)
    expect(keys[0]?.signer.kid).toBe(keyId(keys[0]?.jwk ?? { kty: 'OKP', crv: 'Ed25519', x: '' }))
  })

  it('makes approvals that pass the gate', async () => {
    const { jwk, signer } = await createKeyring(open().keys).make('sme')
    const trust = trustOf(await makeKeys(), (t) => addKey(t, 'sme', { jwk, signer, person: 'nina' }))
    const objects = [{ kind: 'job-aid', id: 'x', sha256: sha256Hex(utf8('x')) }]
    const at = '2026-05-04T09:00:00.000Z'
    const bytes = await signApproval(
      { typ: 'approval', tenant: 'larkfield', role: 'sme', person: 'nina', objects, at },
      signer,
    )
    expect(await verifyApproval(trust, bytes)).toMatchObject({ person: 'nina', kid: signer.kid })
  })

  it('is gone after it was forgotten', async () => {
    const keyring = createKeyring(open().keys)
    await keyring.make('sme')
    await keyring.forget('sme')
    expect(await keyring.find('sme')).toBeNull()
  })
})
