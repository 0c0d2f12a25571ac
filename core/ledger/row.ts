import * as v from 'valibot'

/**
 * How a request ended. `sending`: its end is not known (the browser was closed meanwhile); `no-answer`: nothing, or not
 * our server, answered; `stopped`: we ended it ourselves.
 */
const Outcome = v.picklist(['ok', 'refused', 'no-answer', 'stopped', 'sending'])
export type RequestOutcome = v.InferOutput<typeof Outcome>

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/**
 * Requests of one kind that ended alike, none more than ten minutes after the one before, all on one day. Bytes are those
 * of the bodies, as written and as read: what the browser adds to carry them is not seen.
 */
export const LedgerRow = v.object({
  /** of its first request */
  id: v.string(),
  method: v.picklist(['GET', 'POST', 'DELETE']),
  /** identifiers taken out: `/v1/objects/:hash` */
  path: v.string(),
  outcome: Outcome,
  count: v.pipe(Count, v.minValue(1)),
  sentBytes: Count,
  receivedBytes: Count,
  /** ms since 1970 */
  firstMs: v.number(),
  lastMs: v.number(),
})
export type LedgerRow = v.InferOutput<typeof LedgerRow>

/** One request, at its start (`sending`) or its end. `id` names it and says nothing. */
export interface RequestNote extends Pick<LedgerRow, 'id' | 'method' | 'path' | 'outcome'> {
  sentBytes: number
  receivedBytes: number
  atMs: number
}
