import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { initDemo } from '../../../sync/demo/init-demo.ts'
import { openFolder } from '../../../sync/folder.ts'
import { realWorld } from '../../../sync/organisation.ts'
import { checkStart, readSettings } from '../../../sync/settings.ts'
import { initOrganisation } from '../../../sync/studio/init-organisation.ts'
import { trustTasks } from '../../../sync/studio/trust-take.ts'
import { tempFolder } from '../../support/organisation.ts'
import { createStudio, newKey } from '../../support/studio.ts'

let path: string
beforeEach(() => {
  path = tempFolder()
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(path, { recursive: true, force: true })
})

it('a demo, whose keys lie in files, is neither made nor started with NODE_ENV=production', async () => {
  const folder = openFolder(path)
  await initOrganisation(folder, { tenant: 'larkfield', name: 'Larkfield', demo: true, people: [] }, realWorld)
  await folder.close()
  vi.stubEnv('NODE_ENV', 'production')
  const settings = readSettings({ ...process.env, HANDRAIL_DATA: path, PORT: '0', DEMO_PORT: '0' })
  await expect(checkStart(settings)).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining('never served'),
  })
  const other = openFolder(join(path, 'other'))
  await expect(initDemo({ folder: other, log: () => {} })).rejects.toMatchObject({ code: 'refused' })
  await other.close()
})

it('a demo moved to production signs no key by itself', async () => {
  const studio = await createStudio()
  try {
    vi.stubEnv('NODE_ENV', 'production')
    const reply = await studio.as('sue')('POST', '/v1/studio/keys', { jwk: (await newKey()).jwk, role: 'sme' })
    expect(reply.body).toMatchObject({ state: 'waiting' })
    const sign = await studio.operator('POST', '/v1/studio/releases/1/demo-signature', { as: 'lena' })
    expect(sign).toMatchObject({ status: 403, body: { code: 'refused' } })
  } finally {
    await studio.remove()
  }
})

it('the root holders are asked sixty days before the trust file ends, and for each key that waits', async () => {
  let aheadMs = 0
  const studio = await createStudio({ demo: false, world: { nowMs: () => Date.now() + aheadMs } })
  try {
    const DAY_MS = 24 * 60 * 60 * 1000
    expect(await trustTasks(studio.org, '2026-01-01')).toEqual([])
    aheadMs = 304 * DAY_MS
    expect(await trustTasks(studio.org, '2026-01-01')).toEqual([])
    aheadMs = 306 * DAY_MS
    expect(await trustTasks(studio.org, '2026-01-01')).toMatchObject([
      { kind: 'trust-ends', owner: 'the administrator' },
    ])
    await studio.signingKey('sue', 'sme')
    const [, waits] = await trustTasks(studio.org, '2026-01-01')
    expect(waits).toMatchObject({ kind: 'key-waits', title: expect.stringContaining('signing key of Sue') })
  } finally {
    await studio.remove()
  }
})
