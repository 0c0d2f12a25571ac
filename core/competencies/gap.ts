import * as v from 'valibot'
import { Day, Slug } from '#core/content'

const words = (most: number) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, 'must not be empty'),
    v.maxLength(most, `must have at most ${most} characters`),
  )

/** What a gap costs the organisation. */
export const impacts = ['revenue', 'quality', 'speed', 'compliance'] as const

/** Pass 3: the business goal a gap stands in the way of, and how much. */
export const GapPriority = v.strictObject({
  impact: v.picklist(impacts, 'must be revenue, quality, speed or compliance'),
  /** the goal as the business names it */
  goal: words(200),
  /** size of the effect: 1 small, 2 clear, 3 large */
  size: v.picklist([1, 2, 3], 'must be 1 (small), 2 (clear) or 3 (large)'),
  /** what the size rests on */
  why: words(500),
})
export type GapPriority = v.InferOutput<typeof GapPriority>

/** Pass 1, beside the framework's own provenance: who was asked about this gap, and what they said. */
const Asked = v.strictObject({
  person: words(100),
  as: v.picklist(['department-head', 'high-performer']),
  on: Day,
  said: words(500),
})

/** What people write of a gap. Its state and its decisions are made by acts, never written. */
export const GapDraft = v.strictObject({
  /** a role profile */
  role: Slug,
  competency: Slug,
  /** the part of the competency it is about, or all of it */
  sub: v.nullable(Slug),
  /** what people cannot do, as could be watched */
  statement: words(500),
  asked: v.pipe(v.array(Asked), v.maxLength(20)),
  priority: v.nullable(GapPriority),
  /** a person of the organisation */
  owner: v.nullable(Slug),
  /** what will be different once it is closed, and by how much */
  effect: v.nullable(words(300)),
})
export type GapDraft = v.InferOutput<typeof GapDraft>

const GapDecision = v.strictObject({
  act: v.picklist(['recorded', 'activated', 'activated-over-limit', 'set-aside', 'closed', 'reopened']),
  person: Slug,
  at: v.pipe(v.string(), v.isoTimestamp()),
  reason: v.nullable(words(500)),
  /** the gaps that were active then, where the limit was overridden */
  beside: v.array(Slug),
})
export type GapDecision = v.InferOutput<typeof GapDecision>

/** A gap as it is kept. Decisions are only ever added. */
export const Gap = v.strictObject({
  ...GapDraft.entries,
  state: v.picklist(['candidate', 'active', 'closed']),
  decisions: v.pipe(v.array(GapDecision), v.minLength(1)),
})
export type Gap = v.InferOutput<typeof Gap>

/** An id as a face makes it where the intent arises: sending twice opens one gap. */
/** `new` is the address of the form that makes one */
export const GapId = v.pipe(
  Slug,
  v.check((id) => id !== 'new', 'must not be "new": give it a name of its own'),
)
