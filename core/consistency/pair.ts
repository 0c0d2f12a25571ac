import * as v from 'valibot'
import { ObjectId, Slug } from '#core/content'

/** What a pair may be: two rules that cannot both hold, two that bind differently, or one text twice. */
export const PairList = v.picklist(['conflict', 'modal', 'duplicate'])
export type PairList = v.InferOutput<typeof PairList>

/** Made of the two texts, so that the same two texts are one pair wherever they stand. */
export const PairId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, 'must be 32 hex digits'))

const Span = v.object({ start: v.number(), end: v.number() })

/** One of the two texts, and where it stands. */
export const PairSide = v.object({
  document: ObjectId,
  title: v.string(),
  /** id of the passage; null when the whole document is meant */
  passage: v.nullable(v.string()),
  headings: v.array(v.string()),
  /** equal keys mean equal texts */
  key: PairId,
  /** the sentence, or the beginning of what is doubled */
  text: v.string(),
  /** the words that differ, UTF-16 offsets in `text` */
  differs: v.nullable(Span),
})
export type PairSide = v.InferOutput<typeof PairSide>

/** Two texts a person is asked about. */
export const FoundPair = v.object({
  id: PairId,
  list: PairList,
  /** what differs: `duration`, `negation`, `modal`... or `document`, `passage` for duplicates */
  difference: v.string(),
  /** 0 to 1 */
  score: v.number(),
  /** must be answered before the next release of its domain */
  isStrong: v.boolean(),
  a: PairSide,
  b: PairSide,
})
export type FoundPair = v.InferOutput<typeof FoundPair>

const Reason = v.pipe(v.string(), v.trim(), v.minLength(1, 'say why'), v.maxLength(2000))

/** What a person said about a pair. Only a conflict blocks its domains, and only until one side is picked. */
export const PairAnswer = v.variant('answer', [
  v.object({ answer: v.literal('conflict'), reason: v.optional(Reason) }),
  v.object({ answer: v.literal('inconsistency'), reason: v.optional(Reason) }),
  v.object({ answer: v.literal('not-one'), reason: v.optional(Reason) }),
  /** the owner's word on a conflict: which side holds, and why */
  v.object({ answer: v.literal('picked'), holds: v.picklist(['a', 'b']), owner: Slug, reason: Reason }),
  /** one text is to take the other's place */
  v.object({ answer: v.literal('merge'), holds: v.picklist(['a', 'b']), reason: v.optional(Reason) }),
  v.object({ answer: v.literal('keep-both'), reason: Reason }),
  v.object({ answer: v.literal('retire'), holds: v.picklist(['a', 'b']), reason: v.optional(Reason) }),
])
export type PairAnswer = v.InferOutput<typeof PairAnswer>
export type Answer = PairAnswer['answer']

/** Which answers a list takes. */
export const answersOf = (list: PairList): readonly Answer[] =>
  list === 'duplicate' ? ['merge', 'keep-both', 'retire'] : ['conflict', 'inconsistency', 'not-one']

/** Of two copies the one that goes; null while both stay. */
export const goingOf = (pair: FoundPair, answer: PairAnswer): PairSide | null =>
  answer.answer === 'merge' || answer.answer === 'retire' ? (answer.holds === 'a' ? pair.b : pair.a) : null

/** A pair as the studio shows it. */
export const PairRow = v.object({
  ...FoundPair.entries,
  domains: v.array(v.string()),
  foundAt: v.string(),
  /** blocks its domains now */
  blocks: v.boolean(),
  /** the newest word on it; null while nobody said anything */
  answered: v.nullable(v.object({ version: v.number(), answer: PairAnswer, person: v.string(), at: v.string() })),
})
export type PairRow = v.InferOutput<typeof PairRow>

/** What was compared, and what was not. */
export const PairsState = v.object({
  /** documents whose newest version was compared */
  compared: v.number(),
  /** documents that changed since */
  waiting: v.number(),
  running: v.nullable(v.object({ done: v.number(), of: v.number() })),
  /** one sentence; null when vectors took part */
  withoutMeaning: v.nullable(v.string()),
  notCompared: v.array(v.object({ document: v.string(), reason: v.string() })),
  open: v.object({ conflict: v.number(), modal: v.number(), duplicate: v.number(), strong: v.number() }),
  blocked: v.array(v.object({ domain: v.string(), reason: v.string() })),
})
export type PairsState = v.InferOutput<typeof PairsState>

export const PairsReply = v.object({ state: PairsState, pairs: v.array(PairRow) })
export type PairsReply = v.InferOutput<typeof PairsReply>

/** A pair as one line of a long list. */
export const PairLine = v.object({
  id: PairId,
  list: PairList,
  difference: v.string(),
  score: v.number(),
  isStrong: v.boolean(),
  a: v.object({ title: v.string(), text: v.string() }),
  b: v.object({ title: v.string(), text: v.string() }),
  domains: v.array(v.string()),
  blocks: v.boolean(),
  answer: v.nullable(v.string()),
})
export type PairLine = v.InferOutput<typeof PairLine>

/** `left` pairs are not in the list: a device is sent the surest. */
export const PairLines = v.object({ state: PairsState, pairs: v.array(PairLine), left: v.number() })
export type PairLines = v.InferOutput<typeof PairLines>

/** The pair to look at after another; null when all of its list are answered. */
export const NextPair = v.object({ id: v.nullable(PairId) })
