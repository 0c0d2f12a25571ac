import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { createMemoryReleaseStore } from '#core/adapters/memory'
import { AppError, textOf } from '#core/base'
import { contentKind } from '#core/content'
import { type Approval, type PublicJwk, type Signer, signTrust, type Trust } from '#core/releases'
import { firstBrokenAudit } from '../../../sync/audit.ts'
import { openFolder } from '../../../sync/folder.ts'
import { openOrganisation, realWorld, type World } from '../../../sync/organisation.ts'
import { initOrganisation, type NewPerson } from '../../../sync/studio/init-organisation.ts'
import { readKeyFile } from '../../../sync/studio/key-files.ts'
import { nextTrust, type TrustChange } from '../../../sync/studio/trust-proposal.ts'
import { takeTrust, trustChain, trustView } from '../../../sync/studio/trust-take.ts'
import { addDevice, tempFolder } from '../organisation.ts'
import { newKey, type Reply, refundAid, refundsDocument, studioOn } from '../studio.ts'
import { wordEmbedder } from '../word-embedder.ts'
import { createGateDevice, type GateDevice } from './gate-device.ts'

/** What must never be on a learner's device. */
export const PLANTED = 'PLANTED'
export type Ref = Approval['objects'][number]
export interface Key {
  jwk: PublicJwk
  signer: Signer
}

/** Sam writes and is an SME, Luis holds both review roles; the others hold one role each. */
const people: readonly NewPerson[] = [
  { id: 'amira', name: 'Amira', roles: ['author'] },
  { id: 'sam', name: 'Sam', roles: ['sme', 'author'] },
  { id: 'sue', name: 'Sue', roles: ['sme'] },
  { id: 'lena', name: 'Lena', roles: ['ld'] },
  { id: 'luis', name: 'Luis', roles: ['ld', 'sme'] },
  { id: 'leo', name: 'Leo', roles: ['learner'] },
  { id: 'mona', name: 'Mona', roles: ['manager'] },
  { id: 'ada', name: 'Ada', roles: ['admin'] },
  { id: 'ari', name: 'Ari', roles: ['auditor'] },
]
const keyRoles = { sue: 'sme', sam: 'sme', lena: 'ld', luis: 'ld', luisSme: 'sme' } as const
type Reviewer = keyof typeof keyRoles
const personOf = (reviewer: Reviewer) => (reviewer === 'luisSme' ? 'luis' : reviewer)

interface Base {
  folder: string
  roots: readonly [Signer, Signer]
  keys: Record<Reviewer, Key>
}

const world = (nowMs: () => number): World => ({ ...realWorld, nowMs, openEmbedder: () => wordEmbedder() })
const brief = {
  competency: 'handle-refund',
  role: 'service-desk-agent',
  context: 'At the desk, with a customer waiting',
  objective: 'Knows what may be refunded without asking',
  format: 'steps',
  sources: [{ document: 'refunds' }],
} as const
const refOf = ({ kind, id, sha256 }: Ref): Ref => ({ kind, id, sha256 })

/** A production organisation with two root holders, trusted reviewers and release 1, in a folder that attempts copy. */
export async function createBase(): Promise<Base> {
  const path = join(tempFolder(), 'data')
  const folder = openFolder(path)
  const [rosa, rolf] = [await newKey(), await newKey()]
  const roots = {
    keys: [
      { person: 'rosa', name: 'Rosa', jwk: rosa.jwk },
      { person: 'rolf', name: 'Rolf', jwk: rolf.jwk },
    ],
    need: 2,
    signers: [rosa.signer, rolf.signer],
  }
  const { org } = await initOrganisation(
    folder,
    { tenant: 'larkfield', name: 'Larkfield', demo: false, people, roots },
    world(Date.now),
  )
  const studio = studioOn(org)
  const keys = {} as Record<Reviewer, Key>
  for (const reviewer of Object.keys(keyRoles) as Reviewer[])
    keys[reviewer] = await studio.signingKey(personOf(reviewer), keyRoles[reviewer])
  const base: Base = { folder: path, roots: [rosa.signer, rolf.signer], keys }
  await takeTrust(org, await signedTrust(org, { accept: (await trustView(org)).waiting, revoke: [] }, base.roots))
  const { taken } = await studio.importAs('amira', refundsDocument(), refundAid())
  await studio.approve('sue', 'sme', keys.sue.signer, taken.map(refOf))
  await studio.approve('lena', 'ld', keys.lena.signer, taken.map(refOf))
  const [competencyBody] = contentKind('competency').examples
  const [roleBody] = contentKind('role-profile').examples
  await studio.importAs(
    'amira',
    { kind: 'competency', id: brief.competency, body: competencyBody },
    { kind: 'role-profile', id: brief.role, body: roleBody },
  )
  const published = await studio.publish('lena', keys.lena.signer)
  if (published.status !== 200) throw new AppError('refused', JSON.stringify(published.body))
  const briefed = await studio.as('amira')('POST', '/v1/studio/briefs/desk-brief', { base: 0, brief })
  if (briefed.status !== 200) throw new AppError('refused', JSON.stringify(briefed.body))
  await folder.close()
  return base
}

async function signedTrust(
  org: Parameters<typeof trustView>[0],
  change: TrustChange,
  roots: readonly Signer[],
  bend: (trust: Trust) => Trust = (trust) => trust,
): Promise<string> {
  const { trust } = await trustChain(org.db)
  return textOf(await signTrust(bend(nextTrust(trust, change, org.nowMs())), roots), 'trust')
}

export type GateWorld = Awaited<ReturnType<typeof openWorld>>

/** A copy of the base with a learner's device that holds release 1. What an attempt does to it stays here. */
export async function openWorld(base: Base) {
  const path = join(tempFolder(), 'data')
  cpSync(base.folder, path, { recursive: true })
  const folder = openFolder(path)
  /** ms the server's clock is ahead */
  const clock = { server: 0, device: 0 }
  const org = await openOrganisation(
    folder,
    world(() => Date.now() + clock.server),
  )
  const credentials = new Map<string, string>()
  const studio = studioOn(org, credentials)
  for (const { id } of people) credentials.set(id, await addDevice(org, id, `${id}-new`))
  const devices: GateDevice[] = []
  async function device(): Promise<GateDevice> {
    const made = await createGateDevice({
      fetch: async (request) => studio.app.fetch(request),
      store: createMemoryReleaseStore(),
      nowMs: () => Date.now() + clock.device,
      link: (await studio.operator('POST', '/v1/studio/enrolments', { person: 'leo' })).body,
    })
    devices.push(made)
    return made
  }
  const leo = await device()
  if ((await leo.refresh()).version !== 1) throw new Error('the device has no release 1')

  const objectsOf = (taken: readonly Ref[]) => taken.map(refOf)
  return {
    ...studio,
    ...base,
    path,
    clock,
    leo,
    device,
    /** a draft that must not arrive */
    async plant(author = 'amira', more: Record<string, unknown> = {}, id = 'refund-approval'): Promise<Ref[]> {
      const { taken, refused } = await studio.importAs(author, { ...refundAid(`${PLANTED} by ${author}`), id, ...more })
      if (refused.length > 0) throw new Error(JSON.stringify(refused))
      return objectsOf(taken)
    },
    brief,
    async plantOnBrief(): Promise<Ref[]> {
      const body = refundAid(PLANTED, { brief: { id: 'desk-brief', ...brief } }).body
      const { taken, refused } = await studio.importAs('amira', { kind: 'job-aid', id: 'briefed', body })
      if (refused.length > 0) throw new Error(JSON.stringify(refused))
      return objectsOf(taken)
    },
    /** an honest signature */
    sign: (reviewer: Reviewer, objects: Ref[], more: Partial<Approval> = {}) =>
      studio
        .approve(personOf(reviewer), keyRoles[reviewer], base.keys[reviewer].signer, objects, more)
        .then(({ reply }) => reply),
    compose: (person = 'lena') => studio.as(person)('POST', '/v1/studio/releases', {}),
    async waiting(): Promise<{ version: number; payload: string }> {
      return (await studio.as('lena')('GET', '/v1/studio/releases/waiting')).body as {
        version: number
        payload: string
      }
    },
    trust: (
      change: Partial<TrustChange>,
      roots: readonly Signer[] = base.roots,
      bend?: (trust: Trust) => Trust,
    ): Promise<string> => signedTrust(org, { accept: [], revoke: [], ...change }, roots, bend),
    postTrust: (jws: string): Promise<Reply> => studio.operator('POST', '/v1/studio/trust', { jws }),
    /** what every device of the learner shows or holds */
    async held(): Promise<string> {
      return (await Promise.all(devices.map((each) => each.held()))).join('\n')
    },
    timeKey: async () => (await readKeyFile(path, 'time')).signer,
    /** a backup of the whole folder */
    async snapshot(): Promise<string> {
      await sql`pragma wal_checkpoint(truncate)`.execute(org.db)
      const copy = join(tempFolder(), 'data')
      cpSync(path, copy, { recursive: true })
      return copy
    },
    /** that backup, running beside */
    restored: async (copy: string) => runOn(copy),
    /** as after a restart, on what lies in the tables then */
    reopen: async () =>
      studioOn(
        await openOrganisation(
          folder,
          world(() => Date.now() + clock.server),
        ),
        credentials,
      ),
    async audited(): Promise<string[]> {
      const rows = await org.db.selectFrom('audit').select(['actor', 'action', 'target']).orderBy('n').execute()
      const events = await org.db.selectFrom('event').select(['kind', 'body']).execute()
      return [
        ...rows.map(({ actor, action, target }) => `${action} ${actor} ${target}`),
        ...events.filter(({ kind }) => kind === 'release-refused').map(({ kind, body }) => `${kind} ${body}`),
      ]
    },
    brokenAudit: () => firstBrokenAudit(org.db),
    async close() {
      await folder.close()
      rmSync(join(path, '..'), { recursive: true, force: true })
    },
  }
}

/** An organisation that lies in a folder, and what a release of it is made of. */
export async function runOn(path: string) {
  const folder = openFolder(path)
  const org = await openOrganisation(folder, world(Date.now))
  const credentials = new Map<string, string>()
  for (const { id } of people) credentials.set(id, await addDevice(org, id, `${id}-beside`))
  return {
    ...studioOn(org, credentials),
    async paths(): Promise<string[]> {
      const rows = await org.db.selectFrom('release').select('payload').where('jws', 'is not', null).execute()
      return rows.flatMap(({ payload }) => {
        const { objects, approvals, derived } = JSON.parse(payload) as Record<string, { sha256: string }[]>
        return [objects, approvals, derived].flatMap((refs = []) => refs.map(({ sha256 }) => `/v1/objects/${sha256}`))
      })
    },
    async close() {
      await folder.close()
      rmSync(join(path, '..'), { recursive: true, force: true })
    },
  }
}
