import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { dayOf, parse } from '#core/base'
import { ObjectId, Sha256, Slug } from '#core/content'
import { objectKey, RecallReason } from '#core/releases'
import type { Schema } from '../database.ts'
import { listRecords, type StudioRecord } from './records.ts'

/** Withdrawn at once, everywhere; its newer versions are not concerned. */
export const RECALL = 'recall'
export const Recall = v.strictObject({
  kind: Slug,
  id: ObjectId,
  /** as it was released */
  version: v.number(),
  sha256: Sha256,
  title: v.string(),
  reason: RecallReason,
  /** for colleagues; devices are told the reason alone */
  note: v.pipe(v.string(), v.trim(), v.maxLength(500)),
})
export type Recall = v.InferOutput<typeof Recall>

/** A way back to what an earlier release had. */
export const ROLLBACK = 'rollback'
const RolledBack = v.strictObject({
  kind: Slug,
  id: ObjectId,
  title: v.string(),
  /** versions up to and with this one are set aside */
  upTo: v.number(),
  /** what takes their place; null where the earlier release had nothing of it */
  target: v.nullable(v.strictObject({ version: v.number(), sha256: Sha256 })),
})
export const Rollback = v.strictObject({
  /** the release gone back to */
  to: v.number(),
  /** the release it is agreed for: signatures for another one count for nothing */
  rollbackIn: v.number(),
  objects: v.pipe(v.array(RolledBack), v.minLength(1), v.maxLength(1000, 'goes back for more than 1,000 objects')),
  state: v.picklist(['proposed', 'done', 'cancelled']),
})
export type Rollback = v.InferOutput<typeof Rollback>

/** What must not be released though it is approved, object by object. */
export interface SetAside {
  upTo: number
  /** hash of the one version of these that may; null for none */
  target: string | null
  /** the day it was recalled, else the day it was gone back from */
  on: string
  /** the newest recall of it, whatever was agreed since */
  recall: Recall | null
}

export const readRecall = ({ id, body }: StudioRecord): Recall => parse(Recall, body, `recall ${id}`)
export const readRollback = ({ id, body }: StudioRecord): Rollback => parse(Rollback, body, `rollback ${id}`)

/**
 * What was decided on each object, by `objectKey`. A later decision adds to those before it: what was gone back from does not
 * return because its successor is recalled, and a recall holds where a way back is released to some departments only.
 *
 * @param agreed rollbacks that both have signed for the release to come; those of earlier releases are known by their state
 */
export async function setAside(
  db: Kysely<Schema>,
  agreed: ReadonlySet<string> = new Set(),
): Promise<Map<string, SetAside>> {
  const decided: { at: string; key: string; aside: SetAside }[] = []
  for (const record of await listRecords(db, RECALL)) {
    const recall = readRecall(record)
    const aside = { upTo: recall.version, target: null, on: record.at.slice(0, 10), recall }
    decided.push({ at: record.at, key: objectKey(recall), aside })
  }
  for (const record of await listRecords(db, ROLLBACK)) {
    const rollback = readRollback(record)
    if (rollback.state !== 'done' && !agreed.has(record.id)) continue
    for (const { kind, id, upTo, target } of rollback.objects) {
      const aside = { upTo, target: target?.sha256 ?? null, on: dayOf(Date.parse(record.at)), recall: null }
      decided.push({ at: record.at, key: objectKey({ kind, id }), aside })
    }
  }
  decided.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
  const asides = new Map<string, SetAside>()
  for (const { key, aside } of decided) {
    const before = asides.get(key)
    if (!before) asides.set(key, aside)
    else if (aside.recall) asides.set(key, { ...aside, upTo: Math.max(before.upTo, aside.upTo) })
    else asides.set(key, { ...before, upTo: Math.max(before.upTo, aside.upTo), target: aside.target })
  }
  return asides
}

/** Whether a version may not be released. */
export const isSetAside = (
  aside: Pick<SetAside, 'upTo' | 'target'> | undefined,
  { version, sha256 }: { version: number; sha256: string },
): boolean => aside !== undefined && version <= aside.upTo && sha256 !== aside.target

/** Whether a version is withdrawn from who has it: a way back that both signed since may have brought it back. */
export const isRecalled = (
  { recall, target }: Pick<SetAside, 'recall' | 'target'>,
  { version, sha256 }: { version: number; sha256: string },
): boolean => recall !== null && isSetAside({ upTo: recall.version, target }, { version, sha256 })
