import type { Enrolment, EnrolmentStore } from '#core/people'

export function createMemoryEnrolmentStore(): EnrolmentStore {
  let held: Enrolment | null = null
  return {
    load: async () => held,
    save: async (enrolment) => {
      held = structuredClone(enrolment)
    },
    clear: async () => {
      held = null
    },
  }
}
