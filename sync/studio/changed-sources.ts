import type { Kysely } from 'kysely'
import { dayOf } from '#core/base'
import type { SourceChange } from '#core/content'
import { authorityOf } from '#core/knowledge'
import type { Schema } from '../database.ts'
import { approvedDocuments } from './authoritative.ts'
import { readLineage } from './lineage-index.ts'
import { currentTrust } from './trust-file.ts'

/** A passage an object rests on that reads otherwise now, or is gone. */
export interface ChangedSource {
  document: string
  passage: string
  /** as the object was written on it */
  sha256: string
  change: SourceChange
  /** the day the version that changed it came in */
  since: string
  /** where to read what is there now */
  now: { document: string; version: number }
}

/** Passages of one version of a document. */
interface Reading {
  version: number
  since: string
  byPassage: ReadonlyMap<string, string>
  hashes: ReadonlySet<string>
}

/** Ids asked for in one statement. */
const AT_ONCE = 500

/**
 * What changed under each of these objects: exactly the passages whose text is no longer there. One that only moved, to another
 * heading or another place under it, is the same passage.
 *
 * @param objects hashes of their versions
 * @returns by hash; objects whose sources all read as they did are left out
 */
export async function changedSources(
  db: Kysely<Schema>,
  objects: ReadonlySet<string>,
): Promise<Map<string, ChangedSource[]>> {
  await readLineage(db)
  const uses = (await db.selectFrom('passage_use').selectAll().execute()).filter(({ object }) => objects.has(object))
  const documents = new Set(uses.map(({ document }) => document))
  const documentsApproved = await approvedDocuments(db, await currentTrust(db))
  const { replaced } = authorityOf(documentsApproved)
  const approved = new Map(documentsApproved.map((one) => [one.id, one.version]))
  const successors = [...replaced].flatMap(([id, by]) => (documents.has(id) && by ? [by.id] : []))
  const readings = await readAll(db, new Set([...documents, ...successors]), approved)

  const changed = new Map<string, ChangedSource[]>()
  for (const { object, document, passage, sha256 } of uses) {
    const found = await changeOf(document, passage, sha256)
    if (found) changed.set(object, [...(changed.get(object) ?? []), { document, passage, sha256, ...found }])
  }
  return changed

  async function changeOf(id: string, passage: string, sha256: string) {
    const own = readings.get(id)
    if (!own) return null
    const by = replaced.get(id)
    if (by !== undefined) {
      const next = by ? readings.get(by.id)?.approved : null
      const { version, since } = next ?? own.newest
      return { change: 'replaced' as const, since, now: { document: by?.id ?? id, version } }
    }
    for (const [change, reading] of [
      ['changed', own.approved],
      ['edited', own.newest],
    ] as const)
      if (reading && !(await holds(reading, id, passage, sha256)))
        return { change, since: reading.since, now: { document: id, version: reading.version } }
    return null
  }

  /** Whether a version still says what the object was written on. */
  async function holds(reading: Reading, id: string, passage: string, sha256: string): Promise<boolean> {
    if (reading.byPassage.get(passage) === sha256) return true
    if (!reading.hashes.has(sha256)) return false
    // the same words elsewhere: moved there, unless they stood there already beside the passage that changed
    const before = await db
      .selectFrom('passage_version')
      .select('version')
      .where('document', '=', id)
      .where('passage', '=', passage)
      .where('sha256', '=', sha256)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (!before) return true
    const then = await db
      .selectFrom('passage_version')
      .select('passage')
      .where('document', '=', id)
      .where('version', '=', before.version)
      .where('sha256', '=', sha256)
      .execute()
    const now = [...reading.byPassage.values()].filter((hash) => hash === sha256).length
    return now >= then.length
  }
}

async function readAll(db: Kysely<Schema>, ids: ReadonlySet<string>, approved: ReadonlyMap<string, number>) {
  const readings = new Map<string, { newest: Reading; approved: Reading | null }>()
  const all = [...ids]
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const some = all.slice(from, from + AT_ONCE)
    const versions = await db
      .selectFrom('document_version')
      .select(['id', 'version', 'imported_ms'])
      .where('id', 'in', some)
      .orderBy('version')
      .execute()
    const newest = new Map(versions.map(({ id, version }) => [id, version]))
    const wanted = versions.filter(({ id, version }) => newest.get(id) === version || approved.get(id) === version)
    const passages = new Map<string, Map<string, string>>()
    const rows = await db
      .selectFrom('passage_version as p')
      .innerJoin('document_version as d', (join) =>
        join.onRef('d.id', '=', 'p.document').onRef('d.version', '=', 'p.version'),
      )
      .select(['p.document', 'p.version', 'p.passage', 'p.sha256'])
      .where('p.document', 'in', some)
      .execute()
    const keyOf = (id: string, version: number) => `${id} ${version}`
    const keys = new Set(wanted.map(({ id, version }) => keyOf(id, version)))
    for (const { document, version, passage, sha256 } of rows) {
      const key = keyOf(document, version)
      if (!keys.has(key)) continue
      const found = passages.get(key) ?? new Map<string, string>()
      passages.set(key, found.set(passage, sha256))
    }
    for (const { id, version, imported_ms } of wanted) {
      const byPassage = passages.get(keyOf(id, version)) ?? new Map<string, string>()
      const reading = { version, since: dayOf(imported_ms), byPassage, hashes: new Set(byPassage.values()) }
      const isApproved = approved.get(id) === version
      const known = readings.get(id)
      readings.set(id, { newest: reading, approved: isApproved ? reading : (known?.approved ?? null) })
    }
  }
  return readings
}
