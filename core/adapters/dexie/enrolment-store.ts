import { parse } from '#core/base'
import { Enrolment, type EnrolmentStore } from '#core/people'
import type { RecordDatabase } from './databases.ts'
import { createGuard } from './guard.ts'

const KEY = 'enrolment'

export function createDexieEnrolmentStore(db: RecordDatabase): EnrolmentStore {
  const guard = createGuard(db)
  return {
    async load() {
      const row = await guard(async () => db.meta.get(KEY))
      return row ? parse(Enrolment, row.value, 'enrolment on this device') : null
    },
    save: (enrolment) => guard(async () => void (await db.meta.put({ key: KEY, value: enrolment }))),
    clear: () => guard(async () => void (await db.meta.delete(KEY))),
  }
}
