import { parse } from '#core/base'
import { noUnanswered, UnansweredCounts, type UnansweredStore } from '#core/learner'
import type { RecordDatabase } from './databases.ts'
import { createGuard } from './guard.ts'

const KEY = 'unanswered'

/** One row beside the event store's own: counts, no words. */
export function createDexieUnansweredStore(db: RecordDatabase): UnansweredStore {
  const { meta } = db
  const guard = createGuard(db)
  const read = async (): Promise<UnansweredCounts> => {
    const row = await meta.get(KEY)
    return row ? parse(UnansweredCounts, row.value, 'stored search counts') : noUnanswered
  }
  return {
    load: () => guard(read),
    change: (next) =>
      guard(() =>
        db.transaction('rw', meta, async () => {
          const value = next(await read())
          await meta.put({ key: KEY, value })
          return value
        }),
      ),
  }
}
