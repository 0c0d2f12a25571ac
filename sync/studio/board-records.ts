import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { BoardDecision, BoardEffect } from '#core/authoring'
import { parse } from '#core/base'
import { Day } from '#core/content'
import type { Schema } from '../database.ts'
import { listRecords, recordHistory } from './records.ts'

/** A closed review of an assessment; each is a version of the assessment's record, so none is ever lost. */
export const REVIEW = 'board-review'

const Kept = v.strictObject({
  decision: BoardDecision,
  /** as it was called then */
  title: v.string(),
  /** of the item as released then; 0 for a path */
  version: v.number(),
  /** people who stood behind it then, in whole blocks */
  people: v.number(),
})
export type KeptDecision = v.InferOutput<typeof Kept>

/** `effects`: what had come, by then, of what was decided before. */
export const ReviewBody = v.strictObject({
  on: Day,
  decisions: v.array(Kept),
  effects: v.array(BoardEffect),
})
export type ReviewBody = v.InferOutput<typeof ReviewBody>

export interface KeptReview extends ReviewBody {
  version: number
  person: string
}

/** The newest closed review of each assessment. */
export async function lastReviews(db: Kysely<Schema>): Promise<Map<string, KeptReview>> {
  const records = await listRecords(db, REVIEW)
  return new Map(records.map(({ id, version, person, body }) => [id, { ...read(body), version, person }]))
}

/** Newest first. */
export async function reviewHistory(db: Kysely<Schema>, assessment: string): Promise<KeptReview[]> {
  const records = await recordHistory(db, REVIEW, assessment)
  return records.map(({ version, person, body }) => ({ ...read(body), version, person }))
}

const read = (body: unknown): ReviewBody => parse(ReviewBody, body, 'review')
