import * as v from 'valibot'
import { parse } from '#core/base'
import { ObjectId, Slug } from './envelope.ts'
import { jobAidFormats } from './job-aid-formats.ts'

const words = (most: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, 'must not be empty'),
    v.maxLength(most, `must have at most ${most} characters`),
  )

/** What can be asked for: a format of job aid, or a kind of object. */
export const briefFormats = [...jobAidFormats, 'process-guide', 'onboarding-module', 'item', 'assessment'] as const
export type BriefFormat = (typeof briefFormats)[number]

/** The content kind a format is written as. */
export const kindOfFormat = (
  format: BriefFormat,
): 'job-aid' | 'process-guide' | 'onboarding-module' | 'item' | 'assessment' =>
  format === 'process-guide' || format === 'onboarding-module' || format === 'item' || format === 'assessment'
    ? format
    : 'job-aid'

const briefEntries = {
  competency: Slug,
  role: Slug,
  /** where and when it is used */
  context: words(500),
  /** what a person can do with it that they could not before */
  objective: words(500),
  format: v.picklist(briefFormats, `must be one of ${briefFormats.join(', ')}`),
  /** whole documents, or single passages of them */
  sources: v.pipe(
    v.array(
      v.strictObject({ document: ObjectId, passage: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))) }),
    ),
    v.minLength(1, 'must name at least one source'),
    v.maxLength(40, 'must name at most 40 sources'),
  ),
}

/** What is asked for before anything is written: nothing is drafted without one. */
export const Brief = v.strictObject(briefEntries)
export type Brief = v.InferOutput<typeof Brief>

/** A brief as it stands in the object written on it: whole, so that it is signed and kept with it for ever. */
export const KeptBrief = v.strictObject({ id: Slug, ...briefEntries })
export type KeptBrief = v.InferOutput<typeof KeptBrief>

/** Who made a part: taken from passages word for word, or a model by its name. A part without it was written by its author. */
export const Made = v.strictObject({
  by: words(200),
  at: v.pipe(v.string(), v.isoTimestamp('must be a moment like 2026-01-31T09:00:00.000Z')),
  brief: Slug,
})
export type Made = v.InferOutput<typeof Made>

/** `made.by` of what was taken from passages. */
export const EXTRACTION = 'extraction'

/** What every kind that is written on a brief may carry. */
export const briefedFields = {
  brief: v.optional(KeptBrief),
  /** sentences no passage supports, each with its author's reason; shown to whoever reviews */
  unsourced: v.optional(
    v.pipe(v.array(v.strictObject({ sentence: words(2000), reason: words(500) })), v.maxLength(100)),
  ),
}

const Briefed = v.object(briefedFields)

/** What a body of any kind was written on; null for none. @throws {AppError} `bad-input` */
export const keptBrief = (body: unknown): KeptBrief | null => parse(Briefed, body, 'brief').brief ?? null

/** @throws {AppError} `bad-input` */
export const unsourcedSentences = (body: unknown): { sentence: string; reason: string }[] =>
  parse(Briefed, body, 'unsourced').unsourced ?? []
