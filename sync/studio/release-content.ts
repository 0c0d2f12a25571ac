import type { Kysely } from 'kysely'
import { type Envelope, readEnvelope } from '#core/content'
import { readVectorFile } from '#core/embedding'
import type { Release } from '#core/releases'
import { readSearchThreshold, readSynonyms, type SearchThreshold } from '#core/retrieval'
import type { Schema } from '../database.ts'
import { nextTask } from '../next-task.ts'
import { releasePages } from './release-pages.ts'
import type { ReleaseContent } from './release-search.ts'
import type { EarlierFile } from './release-vectors.ts'

/** Names of derived entries; `vectors-` goes on with the beginning of the file's hash. */
export const entryNames = {
  parameters: 'item-parameters',
  synonyms: 'synonyms',
  threshold: 'search-threshold',
  vectors: 'vectors-',
  evidence: 'answer-evidence',
} as const

export const vectorsName = (sha256: string): string => `${entryNames.vectors}${sha256.slice(0, 12)}`

/** What search over a stored release needs, read as a device reads it. */
export async function releaseContent(db: Kysely<Schema>, release: Release): Promise<ReleaseContent> {
  const objects: Envelope[] = []
  for (const { kind, id, sha256 } of release.objects) {
    await nextTask()
    const bytes = await blobOf(db, sha256)
    if (bytes) objects.push(readEnvelope(bytes, `${kind} ${id}`))
  }
  const synonyms = await entryOf(db, release, entryNames.synonyms)
  const files = await vectorFilesOf(db, release)
  const model = files[0]?.file.model ?? null
  const byKey = new Map<string, Int8Array>()
  for (const { file } of files)
    if (file.model === model) for (let i = 0; i < file.size; i++) byKey.set(file.keyAt(i), file.vectorAt(i))
  return {
    pages: await releasePages(objects),
    synonyms: (synonyms && readSynonyms(synonyms)) ?? [],
    vectors: model === null ? null : { model, byKey },
  }
}

/** The vector files of a release that can be read; a broken one is left behind. */
export async function vectorFilesOf(db: Kysely<Schema>, release: Release | null): Promise<EarlierFile[]> {
  const files: EarlierFile[] = []
  for (const { name, sha256, length } of release?.derived ?? []) {
    if (!name.startsWith(entryNames.vectors)) continue
    const bytes = await blobOf(db, sha256)
    const file = bytes && readVectorFile(bytes)
    if (file) files.push({ sha256, length, file })
  }
  return files
}

/** The threshold a release carries, or null. */
export async function thresholdOf(db: Kysely<Schema>, release: Release | null): Promise<SearchThreshold | null> {
  const bytes = release && (await entryOf(db, release, entryNames.threshold))
  return bytes ? readSearchThreshold(bytes) : null
}

/** The bytes of a derived entry, null where the release has none of that name. */
export async function entryOf(db: Kysely<Schema>, { derived }: Release, name: string): Promise<Uint8Array | null> {
  const entry = derived.find((one) => one.name === name)
  return entry ? blobOf(db, entry.sha256) : null
}

async function blobOf(db: Kysely<Schema>, sha256: string): Promise<Uint8Array | null> {
  const row = await db.selectFrom('blob').select('bytes').where('sha256', '=', sha256).executeTakeFirst()
  return row?.bytes ?? null
}
