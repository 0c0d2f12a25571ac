export { defineEventKind, type EventKind, type Readers } from './event-kind.ts'
export { createEventLog, type EventLog, type EventLogDeps } from './event-log.ts'
export type { EventStore, Refused, Settlement, StoreState } from './event-store.ts'
export { MAX_ANSWERED } from './kinds/report-answered.ts'
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
export {
  addToSum,
  differingBuckets,
  emptySum,
  fingerprint,
  fingerprintOf,
  Sum,
  type Sums,
  sumsOf,
  takeFromSum,
} from './sums.ts'
export {
  Bucket,
  MAX_EVENTS,
  MAX_EVENTS_BYTES,
  MAX_IDS,
  PROTOCOL,
  type Span,
  SyncReply,
  SyncRequest,
  type Versions,
} from './sync-protocol.ts'
export { firstThatFit } from './sync-request.ts'
export { createSyncSession, type SyncSession, type SyncSessionDeps } from './sync-session.ts'
