import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sha256Hex } from '#core/base'
import { type Folder, openFolder } from '../../sync/folder.ts'
import { createOrganisation, type Organisation, realWorld, type World } from '../../sync/organisation.ts'

export const tempFolder = (): string => mkdtempSync(join(tmpdir(), 'handrail-test-'))

export interface TestOrganisation {
  org: Organisation
  folder: Folder
  remove(): Promise<void>
}

/** A real organisation in a folder of its own, with people but no content. */
export async function testOrganisation(world: Partial<World> = {}): Promise<TestOrganisation> {
  const path = tempFolder()
  const folder = openFolder(path)
  const org = await createOrganisation(
    folder,
    { tenant: 'larkfield', name: 'Larkfield', demo: true },
    { ...realWorld, ...world },
  )
  await addPerson(org, 'leo', ['learner'])
  await addPerson(org, 'amira', ['author', 'learner'])
  await addPerson(org, 'sam', ['sme'])
  await addPerson(org, 'lena', ['ld'])
  const remove = async () => {
    await folder.close()
    rmSync(path, { recursive: true, force: true })
  }
  return { org, folder, remove }
}

export async function addPerson(org: Organisation, id: string, roles: string[]): Promise<void> {
  const name = `${id[0]?.toUpperCase()}${id.slice(1)}`
  await org.db
    .insertInto('person')
    .values({ id, name, roles: JSON.stringify(roles), profiles: '[]' })
    .execute()
}

/** Enrols a device without a code. @returns its credential */
export async function addDevice(org: Organisation, person: string, device = `${person}-phone`): Promise<string> {
  const credential = `${device}-${'c'.repeat(32)}`
  await org.db
    .insertInto('device')
    .values({
      id: device,
      person,
      public_key: '{}',
      credential_hash: sha256Hex(credential),
      enrolled_ms: 0,
      revoked_ms: null,
    })
    .execute()
  return credential
}
