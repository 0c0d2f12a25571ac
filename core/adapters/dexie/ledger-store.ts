import Dexie from 'dexie'
import { parse } from '#core/base'
import { joinRun, kindOf, LedgerRow, type LedgerStore, type RequestNote } from '#core/ledger'
import type { LedgerDatabase } from './databases.ts'
import { createGuard } from './guard.ts'

export function createDexieLedgerStore(db: LedgerDatabase): LedgerStore {
  const { requests } = db
  const guard = createGuard(db)
  const read = ({ row }: { row: unknown }) => parse(LedgerRow, row, 'row of the ledger')

  async function newestOf(kind: string): Promise<LedgerRow | undefined> {
    const found = await requests.where('[kind+lastMs]').between([kind, Dexie.minKey], [kind, Dexie.maxKey]).last()
    return found && read(found)
  }
  async function addOne(note: RequestNote): Promise<void> {
    await requests.delete(note.id)
    const kind = kindOf(note)
    const row = joinRun(note.outcome === 'sending' ? undefined : await newestOf(kind), note)
    await requests.put({ id: row.id, kind, lastMs: row.lastMs, row })
  }
  return {
    add: (notes) =>
      guard(() =>
        db.transaction('rw', requests, async () => {
          for (const note of notes) await addOne(note)
        }),
      ),
    rows: () => guard(async () => (await requests.orderBy('lastMs').reverse().toArray()).map(read)),
    clear: () => guard(() => requests.clear()),
  }
}
