import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createHttpTransport } from '#core/adapters/http'
import { createMemoryEventStore } from '#core/adapters/memory'
import { bucketOf, canonicalJson, createSyncSession, type LearningEvent } from '#core/events'
import { openFolder } from '../../sync/folder.ts'
import { createOrganisation } from '../../sync/organisation.ts'
import { startServer } from '../../sync/server.ts'
import { eventSource } from '../support/events.ts'
import { addDevice, addPerson, tempFolder } from '../support/organisation.ts'
import type { Row } from './row.ts'

const EVENTS = 200
const ROUNDS = 60

/** Sync of 200 events of an ordinary size through the real server on its disk, against writing the same rows and nothing else. */
export async function bench(): Promise<Row[]> {
  const folder = tempFolder()
  const raw = rawInsert(join(folder, 'raw.db'))
  const opened = openFolder(folder)
  const org = await createOrganisation(opened, { tenant: 'bench', name: 'Bench', demo: true })
  const credentials: string[] = []
  for (let i = 0; i < ROUNDS; i++) {
    await addPerson(org, `learner-${i}`, ['learner'])
    credentials.push(await addDevice(org, `learner-${i}`))
  }
  await opened.close()
  const server = await startServer({ folder, port: 0, static: false })
  try {
    const syncMs: number[] = []
    const rawMs: number[] = []
    for (const [seed, credential] of credentials.entries()) {
      const source = eventSource(seed)
      const events = Array.from({ length: EVENTS }, () => source.event(answer))
      const store = createMemoryEventStore()
      for (const event of events) await store.append(event.id, () => event)
      const transport = createHttpTransport({ origin: server.origin, credential })
      const session = createSyncSession({ store, transport, nowMs: Date.now })
      const begun = performance.now()
      const { state } = await session.sync()
      syncMs.push(performance.now() - begun)
      if (state !== 'in-sync') throw new Error(`sync ended ${state}`)
      rawMs.push(raw.insert(`learner-${seed}`, events))
    }
    const ratio = quantile(syncMs, 0.5) / quantile(rawMs, 0.5)
    return [
      { name: 'sync of 200 events, p50', value: quantile(syncMs, 0.5), unit: 'ms', ratio: `${ratio.toFixed(1)} x raw` },
      {
        name: 'sync of 200 events, p95, one device',
        value: quantile(syncMs, 0.95),
        unit: 'ms',
        budget: '< 50 ms (at 100 devices)',
      },
      { name: 'the same rows, raw SQLite FULL, p50', value: quantile(rawMs, 0.5), unit: 'ms' },
    ]
  } finally {
    await server.close()
    raw.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const answer: Partial<LearningEvent> = {
  kind: 'item-answered',
  data: {
    attempt: '019a7b2c-0000-7000-8000-000000000001',
    item: 'refund-over-limit',
    version: 1,
    response: {
      answer: 'text',
      text: 'I would ask the team lead to approve the refund before any money moves. '.repeat(3),
    },
    score: 1,
    correct: true,
    state: 'scored',
    confidence: 'sure',
    aided: false,
    tookMs: 42_000,
  },
}

function rawInsert(path: string) {
  const sqlite = new Database(path)
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  sqlite.exec(
    'create table event (learner text, id text, bucket text, kind text, body text, received_ms integer, primary key (learner, id)) strict, without rowid',
  )
  const statement = sqlite.prepare('insert into event values (?, ?, ?, ?, ?, ?)')
  const insertAll = sqlite.transaction((rows: unknown[][]) => {
    for (const row of rows) statement.run(row)
  })
  return {
    insert: (learner: string, events: readonly LearningEvent[]): number => {
      const rows = events.map((event) => [learner, event.id, bucketOf(event.id), event.kind, canonicalJson(event), 0])
      const begun = performance.now()
      insertAll.immediate(rows)
      return performance.now() - begun
    },
    close: () => sqlite.close(),
  }
}

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN
