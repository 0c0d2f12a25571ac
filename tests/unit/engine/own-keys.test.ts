import { afterEach, beforeEach, expect, it } from 'vitest'
import { createKeyring } from '#core/adapters/webcrypto'
import { utf8 } from '#core/base'
import { keyId, toBase64Url } from '#core/releases'
import { nextKeyName, signingKeyName } from '../../../core/engine/enrolment.ts'
import { createOwnKeys } from '../../../core/engine/own-keys.ts'
import { enrolmentLink } from '../../../sync/enrolment-link.ts'
import { currentTrust } from '../../../sync/studio/trust-file.ts'
import { testDevice } from '../../support/engine.ts'
import { createStudio, refundsDocument, type Studio } from '../../support/studio.ts'
import { wordEmbedder } from '../../support/word-embedder.ts'

let studio: Studio
beforeEach(async () => {
  studio = await createStudio()
})
afterEach(() => studio.remove())

/** One browser of Sue's, with the server at the other end. */
function browser(from = studio) {
  const rows = new Map<string, { name: string; value: unknown }>()
  const keys = createKeyring({
    get: async (name) => rows.get(name),
    add: async (row) => rows.set(row.name, row),
    delete: async (name) => rows.delete(name),
  })
  const mine = async () => ({ transport: from.transport('sue'), roles: ['sme'] })
  return { rows, keys, own: createOwnKeys({ mine, keys }) }
}
const protection = { lock: { credential: 'AA', salt: 'AA' }, secret: toBase64Url(new Uint8Array(32).fill(7)) }

it('a replaced key signs until the new one is trusted; what it signed stays signed', async () => {
  const { keys, own } = browser()
  const first = await own.requestSigningKey()
  expect(first).toMatchObject({ state: 'trusted', lock: null, replacing: null })
  // the demo trusts at once: the new key is in place with the same click
  const second = await own.requestSigningKey()
  expect(second).toMatchObject({ state: 'trusted', replacing: null })
  expect(second.kid).not.toBe(first.kid)
  expect(await keys.find(nextKeyName('sme'))).toBeNull()
  expect((await own.signerFor('sme')).kid).toBe(second.kid)
  expect((await currentTrust(studio.org.db)).revoked).toEqual([])
})

it('where the roots decide, the old key signs on while the new one waits', async () => {
  const real = await createStudio({ demo: false })
  try {
    const { own, keys } = browser(real)
    const first = await own.requestSigningKey()
    expect(first).toMatchObject({ state: 'waiting', replacing: null })
    // handed in again, not made again
    expect(await own.requestSigningKey()).toEqual(first)
    await keys.make(nextKeyName('sme'))
    expect(await own.signingKey()).toMatchObject({ kid: first.kid, state: 'waiting', replacing: expect.any(String) })
    expect((await own.signerFor('sme')).kid).toBe(first.kid)
  } finally {
    await real.remove()
  }
})

it('a key that was made as the browser ended is handed in when its card is next looked at', async () => {
  const real = await createStudio({ demo: false })
  try {
    const { own, keys } = browser(real)
    const { jwk } = await keys.make(signingKeyName('sme'))
    expect(await own.signingKey()).toMatchObject({ kid: keyId(jwk), state: 'waiting' })
    expect(await real.transport('sue').getJson('/v1/studio/keys')).toMatchObject([
      { kid: keyId(jwk), state: 'waiting' },
    ])
  } finally {
    await real.remove()
  }
})

it('a withdrawn key counts for nothing, and a new one can be made', async () => {
  const { own } = browser()
  const first = await own.requestSigningKey()
  expect(await own.withdrawSigningKey()).toMatchObject({ kid: first.kid, state: 'withdrawn' })
  expect((await currentTrust(studio.org.db)).revoked).toContain(first.kid)
  const second = await own.requestSigningKey()
  expect(second.state).toBe('trusted')
  expect(second.kid).not.toBe(first.kid)
})

it('a key under a passkey is opened for one signature, and locked again', async () => {
  const { own, rows } = browser()
  expect(await own.requestSigningKey(protection)).toMatchObject({ state: 'trusted', lock: protection.lock })
  expect(await own.signingLock('sme')).toEqual(protection.lock)
  expect(JSON.stringify(rows.get(signingKeyName('sme')))).not.toContain('"d"')
  const sign = async () => (await own.signerFor('sme')).sign(utf8('text'))
  await expect(sign()).rejects.toMatchObject({ code: 'locked' })
  await own.unlockSigning(protection.secret)
  expect(await sign()).toHaveLength(64)
  await expect(sign()).rejects.toMatchObject({ code: 'locked' })
})

it('what the passkey gave is forgotten where the signature came to nothing', async () => {
  const nowMs = studio.org.nowMs
  const device = testDevice((request) => studio.app.fetch(request), nowMs, wordEmbedder())
  const { engine } = device
  await engine.enrol(await enrolmentLink(studio.org, 'lena', 'https://desk.example'))
  await engine.requestSigningKey(protection)
  const { taken } = await studio.importAs('amira', refundsDocument())
  const hash = taken[0]?.sha256 ?? ''
  for (const sign of [() => engine.signRelease(hash), () => engine.approve([hash], 'ld')]) {
    await engine.unlockSigning(protection.secret)
    device.online = false
    await expect(sign()).rejects.toMatchObject({ code: 'offline' })
    device.online = true
    await expect(engine.approve([hash], 'ld')).rejects.toMatchObject({ code: 'locked' })
  }
})
