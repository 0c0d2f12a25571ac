import Dexie from 'dexie'
import { parse } from '#core/base'
import { joinRun, kindOf, LedgerRow, type LedgerStore, type RequestNote } from '#core/ledger'
import type { LedgerDatabase } from './databases.ts'
import { createGuard } from './guard.ts'

export function createDexieLedgerStore(db: LedgerDatabase): LedgerStore {
  const { requests } = db
  const guard = createGuard(db)
  const read = ({ kind, ...row }: { kind: string }): LedgerRow => {
    const [outcome, method, path] = kind.split(' ')
    return parse(LedgerRow, { ...row, outcome, method, path }, 'row of the ledger')
  }

  async function newestOf(kind: string): Promise<LedgerRow | undefined> {
    const found = await requests.where('[kind+lastMs]').between([kind, Dexie.minKey], [kind, Dexie.maxKey]).last()
    return found && read(found)
  }
  async function addOne(note: RequestNote): Promise<void> {
    await requests.delete(note.id)
    const kind = kindOf(note)
    const row = joinRun(note.outcome === 'sending' ? undefined : await newestOf(kind), note)
    const { outcome: _, method: __, path: ___, ...fields } = row
    await requests.put({ ...fields, kind })
  }
  return {
    add: (notes) =>
      guard(() =>
        db.transaction('rw', requests, async () => {
          for (const note of notes) await addOne(note)
        }),
      ),
    rows: () => guard(async () => (await requests.toArray()).map(read).sort((a, b) => b.lastMs - a.lastMs)),
    clear: () => guard(() => requests.clear()),
  }
}
