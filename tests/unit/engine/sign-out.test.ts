import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createApp } from '../../../sync/app.ts'
import { initDemo } from '../../../sync/demo/init-demo.ts'
import { enrolmentLink } from '../../../sync/enrolment-link.ts'
import { type Folder, openFolder } from '../../../sync/folder.ts'
import { type Organisation, realWorld } from '../../../sync/organisation.ts'
import { testDevice } from '../../support/engine.ts'

// without vectors in the release: nothing here is about meaning
const world = { ...realWorld, openEmbedder: () => null }
const paths = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'handrail-sign-out-')))
const folders: Folder[] = []
const orgs: Organisation[] = []
const apps: ReturnType<typeof createApp>[] = []

beforeAll(async () => {
  for (const path of paths) {
    const folder = openFolder(path)
    folders.push(folder)
    const org = await initDemo({ folder, world, log: () => {} })
    orgs.push(org)
    apps.push(createApp(org))
  }
})
afterAll(async () => {
  for (const folder of folders) await folder.close()
  for (const path of paths) rmSync(path, { recursive: true, force: true })
})

const hosts = ['https://one.example', 'https://two.example']
const link = (org: number, person: string) => enrolmentLink(orgs[org]!, person, hosts[org]!)

it('signing out during a sync leaves nothing of the first person to the next one', async () => {
  let open: () => void = () => {}
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  let held = false
  const device = testDevice(async (request) => {
    if (held && request.url.endsWith('/v1/sync')) await gate
    return apps[0]!.fetch(request)
  })
  const { engine } = device
  await engine.enrol(await link(0, 'leo'))
  await engine.noteOpened(device.newId(), { kind: 'job-aid', id: 'refund-approval' }, 'library')
  held = true
  const running = engine.sync()
  const out = engine.signOut()
  setTimeout(open, 50)
  await Promise.allSettled([running, out])
  held = false

  expect(await engine.me()).toBeNull()
  await engine.enrol(await link(0, 'mona'))
  expect((await engine.sync()).state).toBe('in-sync')
  const held2 = JSON.parse(await engine.exportRecord()) as { events: { kind: string }[] }
  expect(held2.events.filter(({ kind }) => kind === 'aid-opened')).toEqual([])
  const hers = await orgs[0]!.db.selectFrom('event').select('kind').where('learner', '=', 'mona').execute()
  expect(hers.filter(({ kind }) => kind === 'aid-opened')).toEqual([])
})

it('a device that moves to another organisation shows that one’s content', async () => {
  const device = testDevice((request) => apps[hosts.indexOf(new URL(request.url).origin)]!.fetch(request))
  const { engine } = device
  await engine.enrol(await link(0, 'leo'))
  const before = (await engine.open({ kind: 'job-aid', id: 'refund-approval' }))?.trust.approvals[0]?.at
  await engine.signOut()
  expect(await engine.aids()).toEqual([])
  await engine.enrol(await link(1, 'leo'))
  const after = (await engine.open({ kind: 'job-aid', id: 'refund-approval' }))?.trust.approvals[0]?.at
  expect(before).toBeDefined()
  expect(after).toBeDefined()
  expect(after).not.toBe(before)
})
