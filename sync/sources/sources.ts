import { statSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { AppError, newId, parse } from '#core/base'
import { SourceBody, type SourceEntry, SourceHosts } from '#core/knowledge'
import type { Organisation } from '../organisation.ts'
import { listRecords, readRecord, saveNext } from '../studio/records.ts'
import type { SourceChecks } from './source-checks.ts'

const KIND = 'source'
const HOSTS = { kind: 'source-hosts', id: 'allowed' }

export interface ActiveSource extends SourceBody {
  id: string
  version: number
}

export async function activeSources({ db }: Organisation): Promise<ActiveSource[]> {
  return (await listRecords(db, KIND))
    .map(({ id, version, body }) => ({ id, version, ...parse(SourceBody, body, `source ${id}`) }))
    .filter(({ state }) => state === 'active')
}

/** @throws {AppError} `not-found` */
export async function readSource(org: Organisation, id: string): Promise<ActiveSource> {
  const found = await readRecord(org.db, KIND, id)
  const body = found && parse(SourceBody, found.body, `source ${id}`)
  if (!found || body?.state !== 'active') throw new AppError('not-found', `There is no source "${id}".`)
  return { id, version: found.version, ...body }
}

/**
 * Adds a place documents come from. A place that is there already is not added twice.
 *
 * @throws {AppError} `bad-input` not a folder, or an address whose host is not on the list
 */
export async function addSource(org: Organisation, person: string, body: Omit<SourceBody, 'state'>): Promise<string> {
  const { place } = body
  if (place.type === 'folder') {
    if (!isAbsolute(place.folder) || !statSync(place.folder, { throwIfNoEntry: false })?.isDirectory())
      throw new AppError('bad-input', `${place.folder} is not a folder on the server's machine; give its full path.`)
  } else {
    const { hosts } = await allowedHosts(org)
    for (const address of place.addresses) {
      const { hostname, username, password } = new URL(address)
      if (username !== '' || password !== '')
        throw new AppError('bad-input', 'An address is kept and shown; give it without a name and password in it.')
      if (!hosts.some(({ host }) => host === hostname.toLowerCase()))
        throw new AppError('bad-input', `${hostname} is not on the list of hosts to read from; ask your administrator.`)
    }
  }
  const twin = (await activeSources(org)).find((other) => JSON.stringify(other.place) === JSON.stringify(place))
  if (twin) return twin.id
  const id = newId(org)
  await saveNext(org, person, { kind: KIND, id, base: 0, body: { ...body, state: 'active' } })
  return id
}

/** Its documents stay; they are no longer looked after from there. @throws {AppError} `not-found` */
export async function removeSource(org: Organisation, person: string, id: string): Promise<void> {
  const { version, title, place, author } = await readSource(org, id)
  await saveNext(org, person, { kind: KIND, id, base: version, body: { title, place, author, state: 'removed' } })
}

export async function allowedHosts({ db }: Organisation): Promise<SourceHosts> {
  const found = await readRecord(db, HOSTS.kind, HOSTS.id)
  return found ? parse(SourceHosts, found.body, 'hosts to read from') : { hosts: [] }
}

/** Puts a host on the list of those that may be read from, or takes it off. */
export async function allowHost(
  org: Organisation,
  person: string,
  { host, isPrivate, allowed }: { host: string; isPrivate: boolean; allowed: boolean },
): Promise<SourceHosts> {
  const found = await readRecord(org.db, HOSTS.kind, HOSTS.id)
  const { hosts } = found ? parse(SourceHosts, found.body, 'hosts to read from') : { hosts: [] }
  const others = hosts.filter((entry) => entry.host !== host)
  const next = allowed ? [...others, { host, private: isPrivate }] : others
  const body = parse(SourceHosts, { hosts: next.sort((a, b) => (a.host < b.host ? -1 : 1)) }, 'host')
  await saveNext(org, person, { ...HOSTS, base: found?.version ?? 0, body })
  return body
}

/** Every source with how its files stand. */
export async function listSources(org: Organisation, checks: SourceChecks): Promise<SourceEntry[]> {
  const rows = await org.db.selectFrom('source_file').select(['source', 'state', 'vanished_ms']).execute()
  const bySource = new Map<string, typeof rows>()
  for (const row of rows) bySource.get(row.source)?.push(row) ?? bySource.set(row.source, [row])
  return (await activeSources(org)).map(({ id, version, title, place, author }) => {
    const files = bySource.get(id) ?? []
    const here = files.filter(({ vanished_ms }) => vanished_ms === null)
    const refused = here.filter(({ state }) => state === 'refused').length
    const vanished = files.length - here.length
    return { id, version, title, place, author, files: here.length, refused, vanished, lastCheck: checks.of(id) }
  })
}
