import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { generatePrivateJwk, publicJwkOf } from '#core/adapters/webcrypto'
import { initDemo } from '../../../sync/demo/init-demo.ts'
import { type Folder, openFolder } from '../../../sync/folder.ts'
import type { Organisation } from '../../../sync/organisation.ts'
import { addSigningKey } from '../../../sync/studio/signing-keys.ts'
import { currentTrust } from '../../../sync/studio/trust-file.ts'

const path = mkdtempSync(join(tmpdir(), 'handrail-keys-'))
let folder: Folder
let org: Organisation
beforeAll(async () => {
  folder = openFolder(path)
  org = await initDemo({ folder, log: () => {} })
})
afterAll(async () => {
  await folder.close()
  rmSync(path, { recursive: true, force: true })
})

const ask = async () =>
  addSigningKey(
    org,
    { person: 'sam', name: 'Sam Okafor' },
    { jwk: publicJwkOf(await generatePrivateJwk()), role: 'sme' },
  )

it('key flood: one reviewer cannot fill the trust file that every device must read', async () => {
  for (let n = 0; n < 8; n++) expect((await ask()).state).toBe('trusted')
  const { version } = await currentTrust(org.db)
  await expect(ask()).rejects.toMatchObject({ code: 'conflict' })
  expect((await currentTrust(org.db)).version).toBe(version)
})

it('people and events in the folder are readable by its owner alone, whatever the folder allowed', () => {
  for (const name of ['handrail.db', 'handrail.db-wal', 'admin.token'])
    expect(statSync(join(path, name)).mode & 0o777, name).toBe(0o600)
})
