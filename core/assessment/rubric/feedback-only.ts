import type { ItemOutcome } from '../../engine-api.ts'
import type { ItemBody } from '../item-type.ts'
import type { Agreement } from './answer-evidence.ts'
import { rubricOf } from './criteria-of.ts'

/**
 * From when on the machine's word on an item counts: this agreement with people (quadratic weighted kappa), over so many answers
 * that both scored. With fewer it is unknown: at 30 its 90 % interval is still about .3 wide.
 */
export const leastAgreement = { answers: 30, qwk: 0.7 } as const

/** Whether the machine's score of an item may count: only where people were found to agree with it. */
export const agreesEnough = (agreement: Agreement | null): boolean =>
  agreement !== null && agreement.n >= leastAgreement.answers && agreement.qwk >= leastAgreement.qwk

/** An answer in one's own words to an item people have not been found to agree on: it gives feedback, and a person scores it. */
export const isFeedbackOnly = (body: ItemBody, agreement: Agreement | null): boolean =>
  rubricOf(body) !== null && !agreesEnough(agreement)

/** What goes on record of a machine's reading that does not count: what it saw of each criterion, and that a person is to read it. */
export const asFeedback = (outcome: ItemOutcome): ItemOutcome => ({
  ...outcome,
  state: 'abstained',
  score: 0,
  correct: false,
  feedbackOnly: true,
})
