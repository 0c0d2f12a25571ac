export { defineEventKind, type EventKind, type Readers } from './event-kind.ts'
export { bucketOf, canonicalJson, EventId, LearningEvent, MAX_EVENT_BYTES, parseEvent } from './learning-event.ts'
export { inCausalOrder, inTimeOrder } from './order.ts'
export {
  type DataOf,
  type EventKindName,
  type EventOf,
  eventKind,
  eventKinds,
  type KnownEvent,
  readEvent,
  readEvents,
} from './registry.ts'
export { addToSum, differingBuckets, emptySum, fingerprint, Sum, type Sums, sumsOf, takeFromSum } from './sums.ts'
