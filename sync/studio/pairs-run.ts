import { join, resolve } from 'node:path'
import type { Kysely } from 'kysely'
import { AppError } from '#core/base'
import type { FoundPair } from '#core/consistency'
import type { Embedder } from '#core/embedding'
import type { Schema } from '../database.ts'
import { withEmbedder } from '../embedding/server-embedder.ts'
import { nextTask } from '../next-task.ts'
import type { Organisation } from '../organisation.ts'
import { checkPairs } from './pairs-check.ts'
import { CONFIGURATION, type Comparison } from './pairs-compare.ts'
import { type Comparer, openComparer } from './pairs-comparer.ts'
import { type DueDocument, dueDocuments } from './pairs-due.ts'
import type { SentDocument } from './pairs-messages.ts'
import type { EmbedTexts } from './pairs-pairing.ts'
import { type DocumentTags, documentTags } from './standing-text.ts'
import { objectByHash } from './stored-objects.ts'

export interface RunResult {
  /** documents that were compared now */
  compared: number
  /** pairs that are new, and pairs whose texts no longer stand anywhere */
  found: number
  gone: number
  notCompared: Comparison['notCompared']
  /** one sentence; null when vectors took part */
  withoutMeaning: string | null
}

export const WITHOUT_MEANING = 'There is no embedding model here: texts were compared by their words alone.'

/**
 * Compares what changed since the last run with everything, in a process of its own. Documents are known by their hash, so a run
 * after one edit costs what is new in that one document.
 *
 * @param actor who asked for it
 * @throws {AppError} `comparing-failed` when the process broke; what it did not finish is compared next time
 */
export async function runPairs(
  org: Organisation,
  actor: string,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<RunResult> {
  const comparer = await openComparer(join(resolve(org.folder), 'cache', 'consistency.sqlite'))
  try {
    const { changed, moved, removed } = await dueDocuments(org.db, { indexed: await comparer.indexed() })
    const result = await withEmbedder(org, (embedder) =>
      comparer.compare({ next: inLots(org, changed), of: changed.length, removed }, embedTexts(embedder), (done) =>
        onProgress(done, changed.length),
      ),
    )
    return await keep(org, { actor, comparer, changed, moved, removed, result })
  } finally {
    comparer.close()
  }
}

/** So many documents lie in memory at once. */
const LOT = 8

function inLots(org: Organisation, due: readonly DueDocument[]): () => Promise<SentDocument[]> {
  let at = 0
  return async () => {
    const documents: SentDocument[] = []
    for (const { id, sha256, isKnown } of due.slice(at, at + LOT)) {
      await nextTask()
      documents.push({ id, sha256, isKnown, body: (await objectByHash(org.db, sha256)).envelope.body })
    }
    at += LOT
    return documents
  }
}

/** Once the model does not answer it is not asked again: words decide for the rest. */
function embedTexts(embedder: Embedder | null): EmbedTexts {
  let model = embedder
  return async (texts) => {
    try {
      return (await model?.embed(texts)) ?? null
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'embedder-unavailable')) throw error
      model = null
      return null
    }
  }
}

interface Kept {
  actor: string
  comparer: Comparer
  changed: readonly DueDocument[]
  /** the same text with other fields: their pairs may be of other domains now */
  moved: readonly DueDocument[]
  removed: readonly string[]
  result: Comparison
}

/** Rows written in one transaction: requests wait for no longer than these take. */
const WRITTEN_AT_ONCE = 50

/**
 * Keeps what was found in small transactions. Documents count as compared only after their pairs are kept: a run that breaks off is
 * done again.
 */
async function keep(org: Organisation, { actor, comparer, changed, moved, removed, result }: Kept): Promise<RunResult> {
  const { db } = org
  const nowMs = org.nowMs()
  const tagsOf = rememberedTags(db)
  const put = async (pairs: readonly FoundPair[]) => {
    for (const some of inPieces(pairs)) {
      const tags = await tagsOf(some)
      await db.transaction().execute(async (within) => {
        for (const pair of some) await putPair(within, pair, tags(pair), nowMs)
      })
      await nextTask()
    }
  }
  const before = await openIds(db)
  const touched = new Set([...removed, ...[...changed, ...moved].map(({ id }) => id)])
  const { standing, gone } = await checkPairs(db, touched, comparer)
  await put(standing)
  for (const some of inPieces(gone)) {
    await db.updateTable('pair').set({ gone_ms: nowMs }).where('id', 'in', some).execute()
    await nextTask()
  }
  await put(result.pairs)
  const reasons = new Map(result.notCompared.map(({ document: id, reason }) => [id, reason]))
  for (const some of inPieces(changed)) {
    await db.transaction().execute(async (within) => {
      for (const { id, sha256 } of some)
        await putCompared(within, {
          id,
          sha256,
          configuration: CONFIGURATION,
          by_meaning: result.byMeaning ? 1 : 0,
          reason: reasons.get(id) ?? null,
          at_ms: nowMs,
        })
    })
    await nextTask()
  }
  for (const { id, sha256 } of moved)
    await db.updateTable('pair_document').set({ sha256 }).where('id', '=', id).execute()
  for (const id of removed) await db.deleteFrom('pair_document').where('id', '=', id).execute()
  const found = result.pairs.filter(({ id }) => !before.has(id)).length
  await org.audit(actor, 'documents-compared', `${changed.length} documents, ${found} new pairs, ${gone.length} gone`)
  return {
    compared: changed.length,
    found,
    gone: gone.length,
    notCompared: result.notCompared,
    withoutMeaning: result.byMeaning ? null : WITHOUT_MEANING,
  }
}

function* inPieces<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += WRITTEN_AT_ONCE) yield all.slice(from, from + WRITTEN_AT_ONCE)
}

const putCompared = (db: Kysely<Schema>, row: Schema['pair_document']) =>
  db
    .insertInto('pair_document')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()

async function openIds(db: Kysely<Schema>): Promise<Set<string>> {
  const rows = await db.selectFrom('pair').select('id').where('gone_ms', 'is', null).execute()
  return new Set(rows.map(({ id }) => id))
}

/** What decides the domains of pairs; each document is looked up once in a run. */
function rememberedTags(db: Kysely<Schema>) {
  const kept = new Map<string, DocumentTags[]>()
  return async (pairs: readonly FoundPair[]) => {
    for (const { document: id } of pairs.flatMap(({ a, b }) => [a, b])) {
      if (kept.has(id)) continue
      kept.set(id, await documentTags(db, id))
      await nextTask()
    }
    return ({ a, b }: FoundPair) => [a, b].flatMap(({ document: id }) => kept.get(id) ?? [])
  }
}

async function putPair(
  db: Kysely<Schema>,
  pair: FoundPair,
  tags: readonly DocumentTags[],
  nowMs: number,
): Promise<void> {
  const { id, list, difference, score, isStrong, a, b } = pair
  const row = {
    list,
    difference,
    score,
    strong: isStrong ? (1 as const) : (0 as const),
    a_document: a.document,
    b_document: b.document,
    tags: JSON.stringify(tags),
    body: JSON.stringify(pair),
    gone_ms: null,
  }
  await db
    .insertInto('pair')
    .values({ id, found_ms: nowMs, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}
