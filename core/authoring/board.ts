import * as v from 'valibot'

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
const Day = v.pipe(v.string(), v.isoDate('must be a day such as 2026-01-31'))
const Interval = v.object({ value: v.number(), low: v.number(), high: v.number() })

/**
 * A share of people, told in steps of five of them. `people` is a multiple of five; `share` lies on the nearest step, the 95 %
 * interval allows for the step too, all [0, 1].
 */
export const BoardShare = v.object({ people: Count, share: v.number(), low: v.number(), high: v.number() })
export type BoardShare = v.InferOutput<typeof BoardShare>

/** Days between two reviews: weekly where an active gap is about what the path assesses, monthly elsewhere. */
export const reviewDays = { week: 7, month: 30 } as const

/** One path, that is an assessment with its items and what each miss leads to, and when it is looked at next. */
export const BoardLine = v.object({
  assessment: v.string(),
  title: v.string(),
  competency: v.string(),
  every: v.picklist(['week', 'month']),
  /** the active gap that makes it weekly, in its own words */
  gap: v.nullable(v.string()),
  items: Count,
  lastOn: v.nullable(Day),
  dueOn: Day,
  state: v.picklist(['overdue', 'due', 'later']),
})
export type BoardLine = v.InferOutput<typeof BoardLine>

/** `GET /v1/studio/board`: what is due comes first. */
export const BoardList = v.object({ today: Day, reviews: v.array(BoardLine) })
export type BoardList = v.InferOutput<typeof BoardList>

/** Wrong answers that are alike: what was chosen, or a criterion that was missed, a line each. Never words of one person. */
const Cluster = v.object({
  of: v.picklist(['answer', 'criterion']),
  said: v.array(v.string()),
  /** at least five, in steps of five */
  people: Count,
  /** whether those people do better elsewhere than who else answered the item; null for a criterion */
  able: v.nullable(v.picklist(['better', 'alike', 'worse'])),
})
export type BoardCluster = v.InferOutput<typeof Cluster>

export const BoardItem = v.object({
  id: v.string(),
  title: v.string(),
  version: Count,
  /** null below ten people */
  figures: v.nullable(
    v.object({
      right: BoardShare,
      wrongAndSure: BoardShare,
      wrongAndUnsure: BoardShare,
      exposure: BoardShare,
      /** discrimination and difficulty, logits, as the release has them; `measured` where answers stand behind them */
      a: Interval,
      b: Interval,
      measured: v.boolean(),
      /** correlation of right with the ability the other answers show */
      fit: v.nullable(Interval),
      key: v.object({ flagged: v.boolean(), likely: v.nullable(v.array(v.string())) }),
      drift: v.nullable(v.object({ change: Interval, flagged: v.boolean() })),
      wrong: v.array(Cluster),
    }),
  ),
  /** of the machine with people who read the same answers; null for fewer than ten, and where nothing is in own words */
  agreement: v.nullable(v.object({ answers: Count, qwk: v.number(), low: v.number(), high: v.number() })),
  feedbackOnly: v.boolean(),
})
export type BoardItem = v.InferOutput<typeof BoardItem>

const Reason = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(10, 'must say why, in at least ten characters'),
  v.maxLength(500, 'must have at most 500 characters'),
)
export const boardActs = {
  item: ['keep', 'mend', 'retire', 'look-again'],
  path: ['keep', 'change', 'look-again'],
} as const
const about = v.object({ id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)) }).entries
const decided = { reason: Reason, /** for `look-again` alone */ lookOn: v.nullable(Day) }

/** What is decided on a named item, or on the path as a whole. */
export const BoardDecision = v.pipe(
  v.variant('about', [
    v.strictObject({ about: v.literal('item'), ...about, act: v.picklist(boardActs.item), ...decided }),
    v.strictObject({ about: v.literal('path'), ...about, act: v.picklist(boardActs.path), ...decided }),
  ]),
  v.check(
    ({ act, lookOn }) => (act === 'look-again') === (lookOn !== null),
    'needs the day to look again on, and only to look again',
  ),
)
export type BoardDecision = v.InferOutput<typeof BoardDecision>
export type BoardAct = BoardDecision['act']
export const BoardDecisions = v.pipe(
  v.array(BoardDecision),
  v.minLength(1, 'must decide on an item or on the path'),
  v.maxLength(60),
  v.check(
    (all) => new Set(all.map((one) => `${one.about} ${one.id}`)).size === all.length,
    'must decide once on each item',
  ),
)

/** What came of a decision: people before it against people after it. */
export const BoardEffect = v.object({
  about: v.picklist(['item', 'path']),
  id: v.string(),
  title: v.string(),
  act: v.picklist([...boardActs.item, ...boardActs.path]),
  reason: v.string(),
  on: Day,
  /** nobody is asked it any more */
  gone: v.boolean(),
  figures: v.array(
    v.object({
      of: v.picklist(['right', 'wrong-and-sure', 'can-do']),
      /** null below ten people */
      before: v.nullable(BoardShare),
      after: v.nullable(BoardShare),
      /** `cannot-tell` where the intervals overlap */
      says: v.picklist(['more', 'fewer', 'cannot-tell', 'too-few']),
    }),
  ),
})
export type BoardEffect = v.InferOutput<typeof BoardEffect>

/** A review that was closed. */
const Closed = v.object({
  version: Count,
  by: v.string(),
  on: Day,
  decisions: v.array(v.object({ decision: BoardDecision, title: v.string() })),
  effects: v.array(BoardEffect),
})
export type BoardClosed = v.InferOutput<typeof Closed>

/** `GET /v1/studio/board/review?of=<assessment>`: what to look at, what was decided and what came of it, newest first. */
export const BoardReview = v.object({
  today: Day,
  line: BoardLine,
  /** of the newest closed review; 0 before the first */
  version: Count,
  items: v.array(BoardItem),
  effects: v.array(BoardEffect),
  history: v.array(Closed),
  mayDecide: v.boolean(),
})
export type BoardReview = v.InferOutput<typeof BoardReview>

/** `POST /v1/studio/board/review` */
export const BoardTaken = v.object({ version: Count, dueOn: Day })
