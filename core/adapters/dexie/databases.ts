import Dexie, { type Table } from 'dexie'

/** What a person did on this device, and who it is. Losing it loses work, so every commit reaches the disk. */
export class RecordDatabase extends Dexie {
  /** acked: 0 not sent, 1 acknowledged, 2 refused (`why` says the code) */
  events!: Table<{ id: string; bucket: string; acked: 0 | 1 | 2; event: unknown; why?: string }, string>
  /** sums per bucket, generation, floor, enrolment, counters */
  meta!: Table<{ key: string; value: unknown }, string>
  /** CryptoKeys, non-extractable */
  keys!: Table<{ name: string; value: unknown }, string>

  constructor(name = 'handrail-record') {
    super(name, { chromeTransactionDurability: 'strict' })
    this.version(1).stores({ events: 'id, bucket, acked', meta: 'key', keys: 'name' })
    this.on('versionchange', () => this.close())
  }
}

/** What can be fetched or computed again: the release's objects and vectors. Dropped first when space runs out. */
export class LibraryDatabase extends Dexie {
  blobs!: Table<{ sha256: string; bytes: Uint8Array }, string>
  /** the trusted state, one row */
  state!: Table<{ key: string; value: unknown }, string>
  vectors!: Table<{ key: string; vector: Int8Array }, string>
  /** the search index, one row */
  indexes!: Table<{ key: string; value: unknown }, string>

  constructor(name = 'handrail-library') {
    super(name)
    this.version(1).stores({ blobs: 'sha256', state: 'key', vectors: 'key' })
    this.version(2).stores({ indexes: 'key' })
    this.on('versionchange', () => this.close())
  }
}

/** What an author began to place and has not sent: each belongs to the person who made it. */
export class DraftDatabase extends Dexie {
  drafts!: Table<{ key: string; person: string; draft: unknown }, string>

  constructor(name = 'handrail-drafts') {
    super(name)
    this.version(1).stores({ drafts: 'key, person' })
    this.on('versionchange', () => this.close())
  }
}

/**
 * Every request this device made. Apart from the record, whose commits wait for the disk itself: here each request waits
 * for a commit before it is sent, and what a power cut could take is the last moment's rows, not anybody's work.
 */
export class LedgerDatabase extends Dexie {
  /** `kind` holds outcome, method and path: a year of rows is small because each fact lies in it once */
  requests!: Table<{ id: string; kind: string; lastMs: number } & Record<string, unknown>, string>

  constructor(name = 'handrail-ledger') {
    super(name, { chromeTransactionDurability: 'relaxed' })
    this.version(1).stores({ requests: 'id, [kind+lastMs]' })
    this.on('versionchange', () => this.close())
  }
}
