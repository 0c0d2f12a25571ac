import type { Kysely } from 'kysely'
import { initialParameters } from '#core/assessment'
import { AppError, sha256Hex, utf8 } from '#core/base'
import type { Envelope } from '#core/content'
import { readVectorFile } from '#core/embedding'
import type { Release } from '#core/releases'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { releaseTexts } from './release-pages.ts'
import { type EarlierFile, type Progress, releaseVectors } from './release-vectors.ts'

export interface DerivedEntry {
  name: string
  sha256: string
  length: number
  /** null for an entry of the last release that goes on */
  bytes: Uint8Array | null
}

export interface Derived {
  entries: DerivedEntry[]
  /** why there are no vectors, in one sentence; null when there are */
  withoutVectors: string | null
}

/**
 * What is computed from the objects of a release and carried beside them. Takes minutes for thousands of new passages, so call it
 * outside any transaction.
 *
 * @param before the last published release: its vector files go on where they can
 */
export async function deriveEntries(
  org: Organisation,
  objects: readonly Envelope[],
  before: Release | null,
  onProgress?: Progress,
): Promise<Derived> {
  const items = objects.filter(({ kind }) => kind === 'item')
  const entries = [entryOf('item-parameters', utf8(JSON.stringify(initialParameters(items))))]
  const earlier = await earlierFiles(org.db, before)
  const embedder = org.openEmbedder()
  try {
    if (!embedder) return { entries, withoutVectors: 'There is no embedding model here.' }
    const { kept, added } = await releaseVectors(releaseTexts(objects), earlier, embedder, onProgress)
    for (const { sha256, length } of kept) entries.push({ name: vectorsName(sha256), sha256, length, bytes: null })
    for (const bytes of added) {
      const entry = entryOf('', bytes)
      entries.push({ ...entry, name: vectorsName(entry.sha256) })
    }
    return { entries, withoutVectors: null }
  } catch (error) {
    // a release without vectors is whole: devices make their own
    if (error instanceof AppError && error.code === 'embedder-unavailable')
      return { entries, withoutVectors: error.message }
    throw error
  } finally {
    embedder?.close()
  }
}

const VECTORS = 'vectors-'
const vectorsName = (sha256: string): string => `${VECTORS}${sha256.slice(0, 12)}`

const entryOf = (name: string, bytes: Uint8Array): DerivedEntry => ({
  name,
  sha256: sha256Hex(bytes),
  length: bytes.length,
  bytes,
})

/** The vector files of a release that can be read; a broken one is left behind. */
export async function earlierFiles(db: Kysely<Schema>, release: Release | null): Promise<EarlierFile[]> {
  const files: EarlierFile[] = []
  for (const { name, sha256, length } of release?.derived ?? []) {
    if (!name.startsWith(VECTORS)) continue
    const row = await db.selectFrom('blob').select('bytes').where('sha256', '=', sha256).executeTakeFirst()
    const file = row && readVectorFile(row.bytes)
    if (file) files.push({ sha256, length, file })
  }
  return files
}
