import type { Kysely } from 'kysely'
import { writeAnswerEvidence } from '#core/assessment'
import { AppError, sha256Hex, utf8 } from '#core/base'
import type { Envelope } from '#core/content'
import type { Embedder } from '#core/embedding'
import type { Release } from '#core/releases'
import { writeSearchThreshold, writeSynonyms } from '#core/retrieval'
import type { Schema } from '../database.ts'
import { thresholdOn } from './calibrate-threshold.ts'
import { checkQuestions, type QuestionCheck, type QuestionVectors } from './check-questions.ts'
import { releaseParameters } from './item-calibration.ts'
import type { Question } from './questions.ts'
import { entryNames, vectorFilesOf, vectorsName } from './release-content.ts'
import { composeEvidence } from './release-evidence.ts'
import { releasePages, releaseTexts } from './release-pages.ts'
import { openReleaseSearch } from './release-search.ts'
import { type Progress, releaseVectors } from './release-vectors.ts'

export interface DerivedEntry {
  name: string
  sha256: string
  length: number
  /** null for an entry of the last release that goes on */
  bytes: Uint8Array | null
}

export interface DeriveInput {
  objects: readonly Envelope[]
  synonyms: readonly (readonly string[])[]
  questions: readonly Question[]
  /** null: words decide alone */
  questionVectors: QuestionVectors | null
  /** the last published release: its vector files go on where they can */
  before: Release | null
}

export interface Derived {
  entries: DerivedEntry[]
  /** why there are no vectors, in one sentence; null when there are */
  withoutVectors: string | null
  /** null without questions */
  check: QuestionCheck | null
}

/**
 * What is computed from the objects of a release and carried beside them, and how search over it answers the organisation's own
 * questions. Takes minutes for thousands of new passages, so call it outside any transaction.
 */
export async function deriveEntries(
  db: Kysely<Schema>,
  { objects, synonyms, questions, questionVectors, before }: DeriveInput,
  embedder: Embedder | null,
  onProgress?: Progress,
): Promise<Derived> {
  const items = objects.filter(({ kind }) => kind === 'item')
  const entries = [entryOf(entryNames.parameters, utf8(JSON.stringify(await releaseParameters(db, items))))]
  if (synonyms.length > 0) entries.push(entryOf(entryNames.synonyms, writeSynonyms(synonyms)))
  const pages = await releasePages(objects)
  const meaning = await vectorEntries(db, releaseTexts(objects, pages), before, embedder, onProgress)
  entries.push(...meaning.entries)
  const { vectors, withoutVectors } = meaning
  const evidence = await composeEvidence(db, objects, vectors ? embedder : null)
  if (evidence) entries.push(entryOf(entryNames.evidence, writeAnswerEvidence(evidence)))
  const search = questions.length > 0 ? await openReleaseSearch({ pages, synonyms, vectors }) : null
  const threshold = await thresholdOn(search, questions, questionVectors, vectors?.model ?? null)
  entries.push(entryOf(entryNames.threshold, writeSearchThreshold(threshold)))
  return { entries, withoutVectors, check: search && (await checkQuestions(search, questions, questionVectors)) }
}

async function vectorEntries(
  db: Kysely<Schema>,
  texts: string[],
  before: Release | null,
  embedder: Embedder | null,
  onProgress?: Progress,
) {
  const without = (withoutVectors: string) => ({ entries: [], vectors: null, withoutVectors })
  if (!embedder) return without('There is no embedding model here.')
  try {
    const earlier = await vectorFilesOf(db, before)
    const { kept, added, byKey } = await releaseVectors(texts, earlier, embedder, onProgress)
    const entries: DerivedEntry[] = [
      ...kept.map(({ sha256, length }) => ({ name: vectorsName(sha256), sha256, length, bytes: null })),
      ...added.map((bytes) => entryOf(vectorsName, bytes)),
    ]
    return { entries, vectors: { model: embedder.model, byKey }, withoutVectors: null }
  } catch (error) {
    // a release without vectors is whole: devices make their own
    if (error instanceof AppError && error.code === 'embedder-unavailable') return without(error.message)
    throw error
  }
}

function entryOf(name: string | ((sha256: string) => string), bytes: Uint8Array): DerivedEntry {
  const sha256 = sha256Hex(bytes)
  return { name: typeof name === 'string' ? name : name(sha256), sha256, length: bytes.length, bytes }
}
