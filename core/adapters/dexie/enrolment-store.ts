import { parse } from '#core/base'
import { Enrolment, type EnrolmentStore } from '#core/people'
import type { RecordDatabase } from './databases.ts'

const KEY = 'enrolment'

export function createDexieEnrolmentStore(db: RecordDatabase): EnrolmentStore {
  return {
    async load() {
      const row = await db.meta.get(KEY)
      return row ? parse(Enrolment, row.value, 'enrolment on this device') : null
    },
    save: async (enrolment) => void (await db.meta.put({ key: KEY, value: enrolment })),
    clear: async () => void (await db.meta.delete(KEY)),
  }
}
