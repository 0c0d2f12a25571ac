import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { type SupportFinding, supportOf } from '#core/authoring'
import { AppError, parse } from '#core/base'
import { type Block, contentKind, document, type Envelope, keptBrief } from '#core/content'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { assertNotBlocked } from './domain-blocks.ts'
import { readRecord, saveRecordIn } from './records.ts'
import { latestObject, objectByHash } from './stored-objects.ts'

const READY = 'ready'
const ReadyBody = v.strictObject({ kind: v.string(), id: v.string(), version: v.number() })

/** What was said to be ready for review, by hash. */
export async function readyHashes(db: Kysely<Schema>): Promise<Set<string>> {
  const rows = await db.selectFrom('record').select('id').distinct().where('kind', '=', READY).execute()
  return new Set(rows.map(({ id }) => id))
}

/** What was written without a brief waits for review at once; what has one, when its author says so of exactly these bytes. */
export const isReady = (envelope: Envelope, sha256: string, ready: ReadonlySet<string>): boolean =>
  keptBrief(envelope.body) === null || ready.has(sha256)

/** @throws {AppError} `not-ready` */
export async function assertReady(db: Kysely<Schema>, envelope: Envelope, sha256: string): Promise<void> {
  if (keptBrief(envelope.body) !== null && !(await readRecord(db, READY, sha256)))
    throw new AppError(
      'not-ready',
      `${envelope.kind} ${envelope.id} is still being written: its author has not said that it is ready for review.`,
    )
}

/** What the check of every sentence found, beside what is only told. */
export interface Readiness {
  sha256: string
  version: number
  ready: boolean
  findings: SupportFinding[]
  /** sentences their author answers for, with the reason a reviewer sees */
  unsourced: { sentence: string; reason: string }[]
  /** words a reader reads, and seconds at 200 a minute */
  words: number
  seconds: number
}

/**
 * How an object stands before its author says it is ready.
 *
 * @throws {AppError} `not-found`
 */
export async function checkReady(db: Kysely<Schema>, sha256: string): Promise<Readiness> {
  const { envelope, version } = await objectByHash(db, sha256)
  return { sha256, version, ready: (await readRecord(db, READY, sha256)) !== null, ...(await read(db, envelope)) }
}

/**
 * Its author says it is ready for review: every sentence is supported by a passage its part names, or answered for.
 *
 * @param person one of its authors
 * @throws {AppError} `not-found`, `forbidden`, `conflict` for bytes that are not the newest, `blocked`; `not-ready` naming the
 *   sentences
 */
export function markReady(org: Organisation, person: string, sha256: string): Promise<Readiness> {
  return org.db.transaction().execute(async (db) => {
    const { kind, id, version, envelope } = await objectByHash(db, sha256)
    if (!envelope.authors.includes(person))
      throw new AppError('forbidden', 'Only somebody who wrote it can say that it is ready for review.')
    if ((await latestObject(db, kind, id))?.sha256 !== sha256)
      throw new AppError('conflict', 'There is a newer version; look at that one first.')
    await assertNotBlocked(db, envelope)
    const found = await read(db, envelope)
    if (found.findings.length > 0) throw new AppError('not-ready', saidFindings(found.findings))
    await saveRecordIn(org, db, person, {
      kind: READY,
      id: sha256,
      base: 0,
      body: parse(ReadyBody, { kind, id, version }, 'ready'),
    })
    return { sha256, version, ready: true, ...found }
  })
}

const MOST_NAMED = 5
const saidFindings = (findings: readonly SupportFinding[]): string =>
  [
    ...findings.slice(0, MOST_NAMED).map(({ part, sentence, why }) => `${part}: “${sentence}” ${why}.`),
    ...(findings.length > MOST_NAMED ? [`And ${findings.length - MOST_NAMED} more.`] : []),
  ].join(' ')

const linksIn = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => (block.block === 'link' ? [block.href] : []))

const WORDS_A_MINUTE = 200

async function read(db: Kysely<Schema>, { kind, body }: Envelope) {
  const documents = new Set(
    contentKind(kind)
      .sources(body)
      .map((source) => source.document),
  )
  const passages = []
  for (const id of documents) {
    const stored = await latestObject(db, document.kind, id)
    if (!stored) continue
    const { title, passages: own } = document.parse(stored.envelope.body)
    for (const { id: passage, path, text, blocks } of own)
      passages.push({ document: id, title, passage, path, text, links: linksIn(blocks) })
  }
  const { findings, unsourced, words } = supportOf(kind, body, passages)
  return { findings, unsourced, words, seconds: Math.round((words / WORDS_A_MINUTE) * 60) }
}
