import * as v from 'valibot'
import { defineMatcher } from '../matcher.ts'
import { STAY_SECONDS } from '../signal-limits.ts'

/** The person has stayed on this page, as it is, for so long: they may be stuck. */
export const timeInState = defineMatcher({
  matcher: 'time-in-state',
  reads: ['seconds'],
  narrows: 3,
  schema: v.strictObject({
    matcher: v.literal('time-in-state'),
    seconds: v.picklist(STAY_SECONDS, `must be one of ${STAY_SECONDS.join(', ')}`),
  }),
  match: (rule, signals) => signals.seconds >= rule.seconds,
  says: ({ seconds }) => `you have been here for ${seconds < 60 ? `${seconds} seconds` : 'a while'}`,
  examples: [
    { rule: { matcher: 'time-in-state', seconds: 30 }, signals: { seconds: 31 }, matches: true },
    { rule: { matcher: 'time-in-state', seconds: 90 }, signals: { seconds: 31 }, matches: false },
  ],
})
