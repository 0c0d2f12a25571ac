import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryReleaseStore } from '#core/adapters/memory'
import { AppError, sha256Hex } from '#core/base'
import { createUpdater } from '#core/releases'
import { createApp } from '../../../sync/app.ts'
import { firstBrokenAudit } from '../../../sync/audit.ts'
import { initDemo } from '../../../sync/demo/init-demo.ts'
import { type Folder, openFolder } from '../../../sync/folder.ts'
import { realWorld } from '../../../sync/organisation.ts'
import { bodyChecks } from '../../../sync/studio/content-checks.ts'
import { addDevice, tempFolder } from '../../support/organisation.ts'
import { wordEmbedder } from '../../support/word-embedder.ts'

const quiet = () => {}
const world = { ...realWorld, openEmbedder: () => wordEmbedder() }
let folder: Folder
beforeEach(() => {
  folder = openFolder(tempFolder())
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await folder.close()
  rmSync(folder.path, { recursive: true, force: true })
})

describe('the demo organisation', () => {
  it('passes every check a device makes, content and all', async () => {
    const org = await initDemo({ folder, world, log: quiet })
    const app = createApp(org)
    const headers = { authorization: `Bearer ${await addDevice(org, 'leo')}` }
    const get = async (path: string) => {
      const reply = await app.request(path, { headers })
      if (!reply.ok) throw new AppError('not-found', path)
      return new Uint8Array(await reply.arrayBuffer())
    }
    const store = createMemoryReleaseStore()
    const nowMs = () => Date.now()
    const updater = createUpdater({ store, transport: { getBytes: get }, nowMs, checks: bodyChecks })
    await updater.pin('larkfield', sha256Hex(await get('/v1/trust/1')))
    expect(await updater.update()).toMatchObject({ state: 'installed', version: 1 })

    const state = await store.load()
    const count = (kind: string) => state?.objects.filter((object) => object.kind === kind).length
    expect({ documents: count('document'), competencies: count('competency'), items: count('item') }).toEqual({
      documents: 6,
      competencies: 4,
      items: 60,
    })
    expect(state?.trust.demo).toBe(true)
    expect(state?.objects.every(({ authors }) => authors.join() === 'amira')).toBe(true)
    const signers = new Set(state?.objects.flatMap(({ approvals }) => approvals.map(({ person }) => person)))
    expect([...signers].sort()).toEqual(['demo-ld', 'demo-sme'])
    expect(await firstBrokenAudit(org.db)).toBeNull()
  })

  it('keeps keys and token readable by their owner only', async () => {
    await initDemo({ folder, world, log: quiet })
    const files = [...readdirSync(join(folder.path, 'keys')).map((name) => join('keys', name)), 'admin.token']
    expect(files.sort()).toEqual([
      'admin.token',
      'keys/demo-ld.json',
      'keys/demo-sme.json',
      'keys/root.json',
      'keys/time.json',
    ])
    for (const file of files) expect(statSync(join(folder.path, file)).mode & 0o777).toBe(0o600)
  })

  it('is never made in production', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    await expect(initDemo({ folder, world, log: quiet })).rejects.toMatchObject({ code: 'refused' })
    expect(existsSync(join(folder.path, 'keys'))).toBe(false)
  })

  it('is not made a second time', async () => {
    await initDemo({ folder, world, log: quiet })
    await expect(initDemo({ folder, world, log: quiet })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is made anew when its making was cut off before the first release', async () => {
    const org = await initDemo({ folder, world, log: quiet })
    await org.db.deleteFrom('release').execute()
    await initDemo({ folder, world, log: quiet })
    expect(await org.db.selectFrom('release').selectAll().execute()).toHaveLength(1)
  })

  it('leaves an empty folder when its content does not pass', async () => {
    const content = mkdtempSync(join(tmpdir(), 'handrail-content-'))
    await expect(initDemo({ folder, world, log: quiet, content: join(content, 'none') })).rejects.toThrow()
    expect(await folder.db.selectFrom('organisation').selectAll().execute()).toEqual([])
    expect(existsSync(join(folder.path, 'keys'))).toBe(false)
    rmSync(content, { recursive: true })
  })
})
