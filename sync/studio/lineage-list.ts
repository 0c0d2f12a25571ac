import type { Kysely } from 'kysely'
import { wordDifference } from '#core/authoring'
import { AppError } from '#core/base'
import { contentKind, document, type SourceChange } from '#core/content'
import type { ChangedObject, ChangedObjectDetail } from '#core/knowledge'
import { objectKey } from '#core/releases'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { personNames } from '../people.ts'
import { type ChangedSource, changedSources } from './changed-sources.ts'
import { editObject } from './edit-object.ts'
import { moveSources } from './lineage.ts'
import type { Edited } from './losing-edits.ts'
import { publishedHashes } from './published.ts'
import { latestObject, objectByHash, type StoredObject } from './stored-objects.ts'

const gravest: readonly SourceChange[] = ['replaced', 'changed', 'edited']

interface Flagged {
  /** the version whose sources changed: the newest, or the released one where the newest rests on what is there now */
  object: string
  newest: string
  sources: ChangedSource[]
  released: boolean
}

/** Every object that rests on a passage which reads otherwise now, those that learners have first, then the oldest. */
export async function changedObjects(org: Organisation): Promise<ChangedObject[]> {
  const { db } = org
  const nameOf = await personNames(db)
  const rows: ChangedObject[] = []
  for (const { object, newest, sources, released } of (await flagged(db)).values()) {
    const { kind, id, version, envelope } = await objectByHash(db, newest)
    const documents = await documentFields(db, new Set(sources.map((source) => source.document)))
    rows.push({
      kind,
      id,
      version,
      title: contentKind(kind).title(envelope.body),
      authors: envelope.authors.map(nameOf),
      documents: [...documents.values()].map(({ title }) => title),
      owner: documents.get(sources[0]?.document ?? '')?.owner ?? null,
      sources: sources.length,
      change: gravest.find((each) => sources.some(({ change }) => change === each)) ?? 'edited',
      since: sources.map(({ since }) => since).sort()[0] ?? '',
      released,
      state: object === newest ? 'open' : 'draft-waits',
    })
  }
  return rows.sort(
    (a, b) =>
      Number(b.released) - Number(a.released) ||
      (a.since < b.since ? -1 : a.since > b.since ? 1 : objectKey(a).localeCompare(objectKey(b))),
  )
}

/** How many there are, without reading one. */
export async function countChanged(db: Kysely<Schema>): Promise<{ all: number; released: number }> {
  const all = [...(await flagged(db)).values()]
  return { all: all.length, released: all.filter(({ released }) => released).length }
}

/** By object: its newest version where that is touched, else its released one. */
async function flagged(db: Kysely<Schema>): Promise<Map<string, Flagged>> {
  const published = await publishedHashes(db)
  const versions = await db
    .selectFrom('object_version')
    .select(['kind', 'id', 'version', 'sha256'])
    .where('kind', '!=', document.kind)
    .orderBy('version')
    .execute()
  const newest = new Map(versions.map(({ sha256, ...ref }) => [objectKey(ref), sha256]))
  const wanted = versions.filter((ref) => published.has(ref.sha256) || newest.get(objectKey(ref)) === ref.sha256)
  const changed = await changedSources(db, new Set(wanted.map(({ sha256 }) => sha256)))
  const found = new Map<string, Flagged>()
  for (const { sha256, ...ref } of wanted) {
    const sources = changed.get(sha256)
    const key = objectKey(ref)
    if (!sources) continue
    const released = published.has(sha256) || (found.get(key)?.released ?? false)
    found.set(key, { object: sha256, newest: newest.get(key) ?? sha256, sources, released })
  }
  return found
}

/** @throws {AppError} `not-found` when nothing changed under it */
async function flaggedObject(db: Kysely<Schema>, kind: string, id: string): Promise<Flagged> {
  const found = (await flagged(db)).get(objectKey({ kind, id }))
  if (!found) throw new AppError('not-found', `Nothing has changed under ${kind} ${id}.`)
  return found
}

/** The words that changed under one object. @throws {AppError} `not-found` */
export async function changedObject(org: Organisation, kind: string, id: string): Promise<ChangedObjectDetail> {
  const { db } = org
  const { newest, sources } = await flaggedObject(db, kind, id)
  const { version, envelope } = await objectByHash(db, newest)
  const documents = await documentFields(db, new Set(sources.map((source) => source.document)))
  return {
    kind,
    id,
    version,
    title: contentKind(kind).title(envelope.body),
    sources: await Promise.all(
      sources.map(async (source) => {
        const before = await passageBefore(db, source)
        const after = await passageNow(db, source, before?.text ?? null)
        return {
          document: source.document,
          title: documents.get(source.document)?.title ?? source.document,
          owner: documents.get(source.document)?.owner ?? null,
          passage: source.passage,
          heading: (after ?? before)?.path.at(-1) ?? null,
          change: source.change,
          since: source.since,
          before: before?.text ?? null,
          after: after?.text ?? null,
          words: wordDifference(before?.text ?? '', after?.text ?? ''),
        }
      }),
    ),
  }
}

/**
 * What an object says still holds: its next version rests on the passages as they read now, and is a draft like any other.
 *
 * @throws {AppError} `not-found`; `refused` for a passage that is gone: there is nothing it could rest on
 */
export async function reciteObject(
  org: Organisation,
  person: string,
  { kind, id }: { kind: string; id: string },
): Promise<Edited<{ version: number; sha256: string }>> {
  const { object, newest, sources } = await flaggedObject(org.db, kind, id)
  if (object !== newest)
    throw new AppError(
      'refused',
      `The newest version of ${kind} ${id} rests on what is there now; it waits for review.`,
    )
  const { version, envelope } = await objectByHash(org.db, newest)
  const places = new Map<string, { document: string; passage: string }>()
  for (const source of sources) {
    const before = await passageBefore(org.db, source)
    const after = await passageNow(org.db, source, before?.text ?? null)
    if (!after)
      throw new AppError(
        'refused',
        `The passage ${source.passage} of document ${source.document} is gone; write the next version on another one.`,
      )
    places.set(`${source.document}#${source.passage}`, { document: source.now.document, passage: after.id })
  }
  return editObject(org, person, { kind, id, base: version, body: moveSources(envelope.body, places) })
}

const passagesOf = ({ envelope }: StoredObject) => document.parse(envelope.body).passages

/** The passage as the object was written on it. */
async function passageBefore(db: Kysely<Schema>, { document: id, passage, sha256 }: ChangedSource) {
  const row = await db
    .selectFrom('passage_version')
    .select('version')
    .where('document', '=', id)
    .where('passage', '=', passage)
    .where('sha256', '=', sha256)
    .limit(1)
    .executeTakeFirst()
  const stored = row && (await documentAt(db, id, row.version))
  return (stored && passagesOf(stored).find((each) => each.id === passage)) ?? null
}

/** What stands in its place: the passage of that id, else the one with most of its words, at least half; null when it is gone. */
async function passageNow(db: Kysely<Schema>, { passage, now }: ChangedSource, before: string | null) {
  const stored = await documentAt(db, now.document, now.version)
  const passages = stored ? passagesOf(stored) : []
  const same = passages.find(({ id }) => id === passage)
  if (same) return same
  const likeness = (text: string) => sharedWords(before ?? '', text)
  const [nearest] = [...passages].sort((a, b) => likeness(b.text) - likeness(a.text))
  return nearest && likeness(nearest.text) >= 0.5 ? nearest : null
}

/** Dice coefficient of the words of two texts, 0-1. */
function sharedWords(a: string, b: string): number {
  const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu))
  const [x, y] = [wordsOf(a), wordsOf(b)]
  if (x.size + y.size === 0) return 0
  return (2 * [...x].filter((word) => y.has(word)).length) / (x.size + y.size)
}

async function documentAt(db: Kysely<Schema>, id: string, version: number): Promise<StoredObject | null> {
  const row = await db
    .selectFrom('object_version')
    .select('sha256')
    .where('kind', '=', document.kind)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return row ? objectByHash(db, row.sha256) : null
}

async function documentFields(db: Kysely<Schema>, ids: ReadonlySet<string>) {
  const found = new Map<string, { title: string; owner: string | null }>()
  for (const id of ids) {
    const stored = await latestObject(db, document.kind, id)
    const body = stored && document.parse(stored.envelope.body)
    if (body) found.set(id, { title: body.title, owner: body.owner ?? null })
  }
  return found
}
