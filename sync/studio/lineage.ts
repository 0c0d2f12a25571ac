import type { Kysely } from 'kysely'
import { AppError } from '#core/base'
import { contentKind, document, type PassageRef } from '#core/content'
import { missingFields } from '#core/knowledge'
import type { Schema } from '../database.ts'
import { latestObject } from './stored-objects.ts'

export type Passages = ReadonlyMap<string, { text: string; sha256: string }>
export interface CitableDocument {
  title: string
  passages: Passages
}

/** The newest version of a document by its passages. @throws {AppError} `bad-input` unknown or incomplete */
export async function citableDocument(db: Kysely<Schema>, id: string): Promise<CitableDocument> {
  const found = await latestObject(db, 'document', id)
  if (!found) throw new AppError('bad-input', `there is no document "${id}" to rest on; import it first`)
  const body = document.parse(found.envelope.body)
  const missing = missingFields(body)
  if (missing.length > 0)
    throw new AppError('bad-input', `document "${id}" cannot be cited: its front matter lacks ${missing.join(', ')}`)
  return {
    title: body.title,
    passages: new Map(body.passages.map((passage) => [passage.id, { text: passage.text, sha256: passage.sha256 }])),
  }
}

/**
 * Gives every source of a body that names document and passage only the passage's hash as it reads now, and checks that all
 * that is cited exists.
 *
 * @throws {AppError} `bad-input` unknown passage, unknown or incomplete document
 */
export async function completeSources(
  db: Kysely<Schema>,
  kind: string,
  body: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const documents = new Map<string, CitableDocument>()
  for (const id of new Set(citationsIn(body).map((source) => source.document)))
    documents.set(id, await citableDocument(db, id))
  const hashOf = ({ document: id, passage }: Citation): string => {
    const found = documents.get(id)?.passages.get(passage)
    if (!found) throw new AppError('bad-input', `document "${id}" has no passage "${passage}"`)
    return found.sha256
  }
  const completed = mapSources(body, (given) => {
    const source = atItsPlace(given, documents.get(given.document)?.passages)
    const now = hashOf(source)
    return 'sha256' in source ? source : { ...source, sha256: now }
  }) as Record<string, unknown>
  checkAllSeen(contentKind(kind).sources(completed), documents)
  return completed
}

/**
 * A body whose sources at these places name others, without a hash: the import gives them the one of today.
 *
 * @param places by `<document>#<passage>`
 */
export const moveSources = (
  body: Record<string, unknown>,
  places: ReadonlyMap<string, Citation>,
): Record<string, unknown> =>
  mapSources(body, (source) => places.get(`${source.document}#${source.passage}`) ?? source) as Record<string, unknown>

/** A kind may keep its sources elsewhere than the walk looks: then they are refused, not let through. */
function checkAllSeen(sources: readonly PassageRef[], documents: ReadonlyMap<string, CitableDocument>): void {
  for (const source of sources)
    if (!documents.get(source.document)?.passages.has(source.passage))
      throw new AppError('bad-input', `document "${source.document}" has no passage "${source.passage}"`)
}

/** A source that carries its hash follows its words when they moved to another place. */
function atItsPlace(source: Citation, passages: Passages | undefined): Citation {
  if (!('sha256' in source) || passages?.has(source.passage)) return source
  const [moved] = [...(passages ?? [])].find(([, { sha256 }]) => sha256 === source.sha256) ?? []
  return moved === undefined ? source : { ...source, passage: moved }
}

interface Citation {
  document: string
  passage: string
}
const isCitation = (value: unknown): value is Citation =>
  typeof value === 'object' &&
  value !== null &&
  'document' in value &&
  typeof value.document === 'string' &&
  'passage' in value &&
  typeof value.passage === 'string'

function citationsIn(body: unknown): Citation[] {
  const found: Citation[] = []
  mapSources(body, (source) => {
    found.push(source)
    return source
  })
  return found
}

/** Copies a body, changing the entries of every list named `sources`; its brief stays as it was given. */
function mapSources(value: unknown, change: (source: Citation) => unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => mapSources(entry, change))
  if (typeof value !== 'object' || value === null) return value
  const changed = (key: string, entry: unknown): unknown => {
    if (key === 'brief') return entry
    if (key !== 'sources' || !Array.isArray(entry)) return mapSources(entry, change)
    return entry.map((source) => (isCitation(source) ? change(source) : source))
  }
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, changed(key, entry)]))
}
