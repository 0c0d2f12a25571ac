import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { AppError, textOf } from '#core/base'
import { type Signer, signTrust } from '#core/releases'
import type { Folder } from '../folder.ts'
import type { Role } from '../identity.ts'
import { createOrganisation, type Organisation, type World } from '../organisation.ts'
import { makeKeyFile } from './key-files.ts'
import { signCurrentTime } from './sign-time.ts'
import { emptyTrust, type KeyHolder, withKey } from './trust-file.ts'
import { withRoots } from './trust-proposal.ts'
import type { RootKey } from './trust-root-key.ts'

export interface NewPerson {
  id: string
  name: string
  roles: Role[]
  /** ids of the role profiles of their jobs */
  profiles?: readonly string[] | undefined
  department?: string | undefined
}

export interface NewOrganisation {
  tenant: string
  name: string
  demo: boolean
  people: readonly NewPerson[]
  /** reviewers whose keys trust file 1 names already; a demo's key files */
  keys?: readonly KeyHolder[]
  /** who holds the root; a key file in the folder where left out */
  roots?: RootHolders
}

export interface RootHolders {
  keys: readonly Pick<RootKey, 'person' | 'name' | 'jwk'>[]
  /** how many of them sign together; as many sign the first trust file now */
  need: number
  signers: readonly Signer[]
}

/**
 * Makes an organisation in an opened, empty folder: the operator's token, the root and time keys (0600), its people, trust file 1
 * and the first time.
 *
 * The root keys sign who may review. They belong off this machine, except in a demo.
 *
 * @throws {AppError} `conflict` when the folder holds an organisation
 */
export async function initOrganisation(
  folder: Folder,
  { tenant, name, demo, people, keys = [], roots }: NewOrganisation,
  world: World,
): Promise<{ org: Organisation; roots: readonly Signer[] }> {
  const org = await createOrganisation(folder, { tenant, name, demo }, world)
  const held = roots ?? (await rootInFolder(folder.path))
  const time = await makeKeyFile(folder.path, 'time')
  const server: KeyHolder = { person: 'server', name: 'This server', jwk: time.jwk, role: 'time' }
  const trust = [server, ...keys].reduce(withKey, withRoots(emptyTrust(tenant, demo, org.nowMs()), held))
  await org.db.transaction().execute(async (db) => {
    for (const person of people)
      await db
        .insertInto('person')
        .values({
          ...person,
          roles: JSON.stringify(person.roles),
          profiles: JSON.stringify(person.profiles ?? []),
          department: person.department ?? null,
        })
        .execute()
    await db
      .insertInto('trust')
      .values({ version: 1, jws: textOf(await signTrust(trust, held.signers), 'trust') })
      .execute()
    await org.audit('operator', 'organisation-made', tenant, db)
    await signCurrentTime(org, db)
  })
  return { org, roots: held.signers }
}

/** One key for everything, in the folder: for a demo, and to begin with until there are root holders. */
async function rootInFolder(folder: string): Promise<RootHolders> {
  const { jwk, signer } = await makeKeyFile(folder, 'root')
  return { keys: [{ person: 'root-holder', name: 'Holder of the root key', jwk }], need: 1, signers: [signer] }
}

/** @throws {AppError} `conflict` */
export async function needEmptyFolder({ db, path }: Folder): Promise<void> {
  const there = await db.selectFrom('organisation').selectAll().executeTakeFirst()
  if (there)
    throw new AppError(
      'conflict',
      `${path} already holds ${there.demo === 1 ? 'the demo organisation' : 'the organisation'} ${there.tenant}; choose another folder with HANDRAIL_DATA.`,
    )
}

/** Everything an unfinished initialisation may have written, children first. */
const written = [
  'search_check',
  'search_question',
  'synonym_group',
  'device',
  'enrolment_code',
  'signing_key',
  'approved_object',
  'approval',
  'object_version',
  'release',
  'time',
  'trust',
  'blob',
  'person',
  'audit',
  'organisation',
] as const

/** Runs the making of an organisation in an empty folder; when it fails, the folder is empty again and can be tried anew. */
export async function undoneOnFailure<T>(folder: Folder, make: () => Promise<T>): Promise<T> {
  try {
    return await make()
  } catch (error) {
    // a disk that is full may refuse this too: the next start finds the unfinished organisation and begins afresh
    await emptyFolder(folder).catch(() => {})
    throw error
  }
}

/** Takes back everything an initialisation wrote. */
export async function emptyFolder({ db, path }: Folder): Promise<void> {
  await db.transaction().execute(async (all) => {
    for (const table of written) await all.deleteFrom(table).execute()
  })
  rmSync(join(path, 'keys'), { recursive: true, force: true })
  rmSync(join(path, 'admin.token'), { force: true })
}
