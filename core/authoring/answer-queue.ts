import * as v from 'valibot'

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const Verdict = v.picklist(['met', 'missed'])
const MachineVerdict = v.picklist(['met', 'missed', 'unsure'])
const Domain = v.object({ id: v.string(), title: v.string() })

/** How far two readers agree on an item; null where there is too little to say anything. */
const Agreed = v.nullable(
  v.object({ n: Count, qwk: v.number(), low: v.number(), high: v.number(), exact: Share, on: v.string() }),
)

/** An answer that waits for a person. Who gave it and when is not in it, nor in its id. */
export const WaitingAnswer = v.object({
  id: v.string(),
  item: v.string(),
  title: v.string(),
  domains: v.array(Domain),
  /** who answered asked that a person reads it */
  contested: v.boolean(),
})
export type WaitingAnswer = v.InferOutput<typeof WaitingAnswer>

/** How the reading of one item stands. */
export const AnsweredItem = v.object({
  item: v.string(),
  title: v.string(),
  waiting: Count,
  read: Count,
  /** of the machine with people, on answers it scored by itself */
  machine: Agreed,
  /** of two people who read the same answer */
  people: Agreed,
  /** the machine's word does not count: people agree with it too little, or nobody knows yet */
  feedbackOnly: v.boolean(),
  /**
   * share of criteria the machine judges as people did, with so many read answers as evidence; measured on others of the item
   */
  curve: v.array(v.object({ n: Count, right: Share, of: Count })),
})
export type AnsweredItem = v.InferOutput<typeof AnsweredItem>

/** `GET /v1/studio/answers`. */
export const AnswerQueue = v.object({
  /** of one item after the other, in no order that says when; [] for who does not read answers */
  waiting: v.array(WaitingAnswer),
  items: v.array(AnsweredItem),
  /** from when on the machine's word counts: so many answers that both scored, and this agreement over them */
  needs: v.object({ answers: Count, qwk: v.number() }),
  /** whether this person reads answers */
  mayRead: v.boolean(),
})
export type AnswerQueue = v.InferOutput<typeof AnswerQueue>

/** `GET /v1/studio/answers/:id`: the question, the rubric and the answer; what the machine made of it is told afterwards. */
export const AnswerToRead = v.object({
  ...WaitingAnswer.entries,
  /** the case and what is asked, a paragraph each */
  situation: v.array(v.string()),
  ask: v.string(),
  criteria: v.array(
    v.object({
      id: v.string(),
      text: v.string(),
      required: v.boolean(),
      /** sentences that meet it, and that do not */
      models: v.array(v.string()),
      wrong: v.array(v.string()),
    }),
  ),
  /** the answer, a line each */
  answer: v.array(v.string()),
  /** why it is contested, in the words of who answered */
  note: v.nullable(v.string()),
  /** others that wait for this person */
  left: Count,
})
export type AnswerToRead = v.InferOutput<typeof AnswerToRead>

const Verdicts = v.pipe(
  v.array(v.strictObject({ criterion: v.pipe(v.string(), v.maxLength(200)), verdict: Verdict })),
  v.minLength(1),
  v.maxLength(12),
)

/** What a person makes of an answer. */
export const AnswerReading = v.strictObject({
  criteria: Verdicts,
  /** to who answered */
  note: v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1000))),
})
export type AnswerReading = v.InferOutput<typeof AnswerReading>

/** `POST /v1/studio/answers/:id`: now the machine's word may be seen. */
export const AnswerRead = v.object({
  /** in the order of the criteria; null where it said nothing */
  machine: v.nullable(v.array(v.object({ criterion: v.string(), verdict: MachineVerdict }))),
  /** the next that waits for this person, of the same item first */
  next: v.nullable(v.string()),
})
export type AnswerRead = v.InferOutput<typeof AnswerRead>
