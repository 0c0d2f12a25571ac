import { joinRun, kindOf, type LedgerRow, type LedgerStore } from '#core/ledger'

export function createMemoryLedgerStore(): LedgerStore {
  const stored = new Map<string, LedgerRow>()
  const newestFirst = () => [...stored.values()].sort((a, b) => b.lastMs - a.lastMs)
  return {
    async add(notes) {
      for (const note of notes) {
        stored.delete(note.id)
        const row = joinRun(
          newestFirst().find((one) => kindOf(one) === kindOf(note)),
          note,
        )
        stored.set(row.id, row)
      }
    },
    rows: async () => structuredClone(newestFirst()),
    clear: async () => stored.clear(),
  }
}
