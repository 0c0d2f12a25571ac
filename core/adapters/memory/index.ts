export { createMemoryEnrolmentStore } from './enrolment-store.ts'
export { createMemoryEventStore } from './event-store.ts'
export { createMemoryReleaseStore } from './release-store.ts'
export { createMemoryVectorCache } from './vector-cache.ts'
