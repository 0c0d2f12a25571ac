import { join, resolve } from 'node:path'
import type { Transaction } from 'kysely'
import { AppError, parseJson } from '#core/base'
import { FoundPair, type PairSide } from '#core/consistency'
import { document } from '#core/content'
import type { Embedder } from '#core/embedding'
import type { Schema } from '../database.ts'
import { withEmbedder } from '../embedding/server-embedder.ts'
import type { Organisation } from '../organisation.ts'
import { type ChangedDocument, CONFIGURATION, type Comparison, compareDocuments } from './pairs-compare.ts'
import { openPairsIndex, type PairsIndex } from './pairs-index.ts'
import { confirmedConflicts } from './pairs-list.ts'
import type { EmbedTexts } from './pairs-pairing.ts'
import { type DocumentTags, documentTags, isApprovedText } from './standing-text.ts'
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
 * Compares what changed since the last run with everything. Documents are known by their hash, so a run after one edit costs that
 * one document.
 *
 * @param actor who asked for it
 */
export async function runPairs(
  org: Organisation,
  actor: string,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<RunResult> {
  const index = openPairsIndex(join(resolve(org.folder), 'cache', 'consistency.sqlite'), CONFIGURATION)
  try {
    const newest = await newestDocuments(org)
    const indexed = new Map(index.documents().map(({ id, sha256 }) => [id, sha256]))
    const compared = new Set(
      (await org.db.selectFrom('pair_document').select(['id', 'sha256', 'configuration']).execute())
        .filter(({ configuration }) => configuration === CONFIGURATION)
        .map(({ id, sha256 }) => `${id} ${sha256}`),
    )
    const isDone = ({ id, sha256 }: { id: string; sha256: string }) =>
      indexed.get(id) === sha256 && compared.has(`${id} ${sha256}`)
    const due = newest.filter((row) => !isDone(row))
    const ids = new Set(newest.map(({ id }) => id))
    const removed = [...indexed.keys()].filter((id) => !ids.has(id))
    const result = await withEmbedder(org, (embedder) =>
      compareDocuments(index, { changed: opened(org, due), of: due.length, removed }, embedTexts(embedder), onProgress),
    )
    return await org.db.transaction().execute((db) => keep(org, db, { actor, index, changed: due, removed, result }))
  } finally {
    index.close()
  }
}

/** One at a time: a library is larger than what a server should hold. */
async function* opened(
  org: Organisation,
  due: readonly { id: string; sha256: string }[],
): AsyncGenerator<ChangedDocument> {
  for (const { id, sha256 } of due) {
    const { title, passages } = document.parse((await objectByHash(org.db, sha256)).envelope.body)
    yield { id, sha256, title, passages }
  }
}

const newestDocuments = (org: Organisation): Promise<{ id: string; sha256: string }[]> =>
  org.db
    .selectFrom('object_version as o')
    .select(['o.id', 'o.sha256'])
    .where('o.kind', '=', 'document')
    .where((eb) =>
      eb(
        'o.version',
        '=',
        eb
          .selectFrom('object_version as n')
          .select(({ fn }) => fn.max('n.version').as('newest'))
          .whereRef('n.kind', '=', 'o.kind')
          .whereRef('n.id', '=', 'o.id'),
      ),
    )
    .execute()

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
  index: PairsIndex
  changed: readonly { id: string; sha256: string }[]
  removed: readonly string[]
  result: Comparison
}

async function keep(
  org: Organisation,
  db: Transaction<Schema>,
  { actor, index, changed, removed, result }: Kept,
): Promise<RunResult> {
  const nowMs = org.nowMs()
  const tagsOf = rememberedTags(db)
  const put = async (pair: FoundPair) => putPair(db, pair, await tagsOf(pair), nowMs)
  const touched = new Set([...removed, ...changed.map(({ id }) => id)])
  const gone = await dropGone(db, { index, touched, put, nowMs })
  const before = await openIds(db)
  for (const pair of result.pairs) await put(pair)
  const reasons = new Map(result.notCompared.map(({ document: id, reason }) => [id, reason]))
  for (const { id, sha256 } of changed) {
    const row = {
      id,
      sha256,
      configuration: CONFIGURATION,
      by_meaning: result.byMeaning ? (1 as const) : (0 as const),
      reason: reasons.get(id) ?? null,
      at_ms: nowMs,
    }
    await db
      .insertInto('pair_document')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute()
  }
  for (const id of removed) await db.deleteFrom('pair_document').where('id', '=', id).execute()
  const found = result.pairs.filter(({ id }) => !before.has(id)).length
  await org.audit(actor, 'documents-compared', `${changed.length} documents, ${found} new pairs, ${gone} gone`, db)
  return {
    compared: changed.length,
    found,
    gone,
    notCompared: result.notCompared,
    withoutMeaning: result.byMeaning ? null : WITHOUT_MEANING,
  }
}

async function openIds(db: Transaction<Schema>): Promise<Set<string>> {
  const rows = await db.selectFrom('pair').select('id').where('gone_ms', 'is', null).execute()
  return new Set(rows.map(({ id }) => id))
}

/** What decides the domains of a pair; each document is looked up once in a run. */
function rememberedTags(db: Transaction<Schema>) {
  const kept = new Map<string, DocumentTags[]>()
  return async ({ a, b }: FoundPair): Promise<DocumentTags[]> => {
    for (const { document: id } of [a, b]) if (!kept.has(id)) kept.set(id, await documentTags(db, id))
    return [a, b].flatMap(({ document: id }) => kept.get(id) ?? [])
  }
}

async function putPair(
  db: Transaction<Schema>,
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

/**
 * Pairs of the documents touched, where one of the two texts stands nowhere any more, or elsewhere now. A confirmed conflict goes
 * only when the approved versions do not say it either: a draft settles nothing.
 */
async function dropGone(
  db: Transaction<Schema>,
  {
    index,
    touched,
    put,
    nowMs,
  }: { index: PairsIndex; touched: ReadonlySet<string>; put(pair: FoundPair): Promise<void>; nowMs: number },
): Promise<number> {
  const rows = await db
    .selectFrom('pair')
    .select(['id', 'a_document', 'b_document'])
    .where('gone_ms', 'is', null)
    .execute()
  const confirmed = await confirmedConflicts(db)
  let gone = 0
  for (const row of rows) {
    const blocks = confirmed.has(row.id)
    if (!blocks && !touched.has(row.a_document) && !touched.has(row.b_document)) continue
    const { body } = await db.selectFrom('pair').select('body').where('id', '=', row.id).executeTakeFirstOrThrow()
    const pair = parseJson(FoundPair, body, `pair ${row.id}`)
    const find = async (side: PairSide, besides?: string) =>
      standing(side, index, besides) ?? (blocks && (await isApprovedText(db, side.document, side.key)) ? side : null)
    const a = await find(pair.a)
    // of an exact copy both sides are one text: it has to stand in two documents still
    const b = await find(pair.b, pair.a.key === pair.b.key ? a?.document : undefined)
    if (a && b) await put({ ...pair, a, b })
    else {
      await db.updateTable('pair').set({ gone_ms: nowMs }).where('id', '=', row.id).execute()
      gone++
    }
  }
  return gone
}

/** @param besides a document that does not count */
function standing(side: PairSide, index: PairsIndex, besides?: string): PairSide | null {
  const documents = index.documentsWith(side.key).filter((document) => document !== besides)
  if (documents.includes(side.document)) return side
  const [other] = documents
  return other === undefined ? null : { ...side, document: other, title: index.title(other) ?? other }
}
