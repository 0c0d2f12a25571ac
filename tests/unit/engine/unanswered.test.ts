import 'fake-indexeddb/auto'
import type Dexie from 'dexie'
import { describe, expect, it, vi } from 'vitest'
import {
  createDexieEnrolmentStore,
  createDexieEventStore,
  createDexieIndexStore,
  createDexieReleaseStore,
  createDexieUnansweredStore,
  createDexieVectorCache,
  LibraryDatabase,
  RecordDatabase,
} from '#core/adapters/dexie'
import type { EngineDeps } from '#core/engine'
import { readEvents } from '#core/events'
import { competencyOf, documentOf, install, libraryDevice } from '../../support/library-device.ts'

const library = [
  documentOf('refunds', 'Refunds', [['Limits', 'Up to 50 the agent sends the money back without asking anybody.']]),
  competencyOf('handle-refund', 'Handle a refund request', ['refund-limits']),
  competencyOf('fly-zeppelins', 'Fly zeppelins safely', ['zeppelin-landing']),
]

const ready = (engine: ReturnType<typeof libraryDevice>['engine']) =>
  vi.waitFor(async () => expect(await engine.meaningState()).toMatchObject({ state: 'ready' }), { timeout: 5000 })

async function device(over: Partial<EngineDeps> = {}) {
  const made = libraryDevice(over)
  await install(made.deps.releases, library)
  await made.engine.search({ text: 'money' })
  await ready(made.engine)
  return made
}
const shared = async ({ deps }: Pick<ReturnType<typeof libraryDevice>, 'deps'>) =>
  readEvents(await deps.events.all()).filter((event) => event.kind === 'search-made')

describe('searches without a good answer', () => {
  it('are counted by the nearest competency, each question once', async () => {
    const { engine } = await device()
    await engine.searchEnded('fly zeppelins in storms')
    await engine.searchEnded('fly zeppelins in storms ')
    await engine.searchEnded('zeppelin landing zzz')
    await engine.searchEnded('xylophone tuning')
    await engine.searchEnded('')
    const { sinceMs, total, byCompetency } = await engine.unanswered()
    expect(total).toBe(3)
    expect(sinceMs).toBeGreaterThan(0)
    expect(byCompetency).toEqual([
      { competency: 'fly-zeppelins', title: 'Fly zeppelins safely', count: 2 },
      { competency: null, title: '', count: 1 },
    ])
  })

  it('are not counted where something fits, or where the person took something', async () => {
    const { engine } = await device()
    await engine.searchEnded('money')
    await engine.searchEnded('xylophone', { kind: 'document', id: 'refunds' })
    expect(await engine.unanswered()).toEqual({ sinceMs: null, total: 0, byCompetency: [] })
  })

  it('leave the device only when shared: an event a competency, and the counts start again', async () => {
    const made = await device()
    const { engine, eventId } = made
    await engine.searchEnded('fly zeppelins in storms')
    await engine.searchEnded('xylophone tuning')
    expect(await shared(made)).toEqual([])
    const ids = [eventId(), eventId()]
    await engine.shareUnanswered(ids)
    const since = new Date().toISOString().slice(0, 7)
    expect((await shared(made)).map(({ data }) => data)).toEqual(
      expect.arrayContaining([
        { hits: 0, competency: 'fly-zeppelins', count: 1, since },
        { hits: 0, competency: null, count: 1, since },
      ]),
    )
    expect(await engine.unanswered()).toEqual({ sinceMs: null, total: 0, byCompetency: [] })
    await engine.shareUnanswered(ids)
    expect((await shared(made)).length).toBe(2)
  })

  it('are shared once although the first try broke off in the middle', async () => {
    const made = libraryDevice()
    let fails = true
    const { append } = made.deps.events
    const broken = libraryDevice({
      ...made.deps,
      events: {
        ...made.deps.events,
        append: async (id, build) => {
          const stored = await append(id, build)
          if (fails) throw new Error('the worker ended here')
          return stored
        },
      },
    })
    await install(broken.deps.releases, library)
    await broken.engine.search({ text: 'money' })
    await ready(broken.engine)
    await broken.engine.searchEnded('fly zeppelins in storms')
    await broken.engine.searchEnded('xylophone tuning')
    const ids = [broken.eventId(), broken.eventId()]
    await expect(broken.engine.shareUnanswered(ids)).rejects.toThrow()
    fails = false
    await broken.engine.shareUnanswered(ids)
    expect((await shared(broken)).map(({ id }) => id).sort()).toEqual([...ids].sort())
  })

  it('keep a line whose id was not given', async () => {
    const made = await device()
    await made.engine.searchEnded('fly zeppelins in storms')
    await made.engine.searchEnded('xylophone tuning')
    await made.engine.shareUnanswered([made.eventId()])
    expect((await made.engine.unanswered()).total).toBe(1)
    expect((await shared(made)).length).toBe(1)
  })
})

it('no word of a search is in any table of the device, and signing out erases the counts', async () => {
  const record = new RecordDatabase('words-record')
  const stored = new LibraryDatabase('words-library')
  const made = await device({
    events: createDexieEventStore(record),
    enrolments: createDexieEnrolmentStore(record),
    unanswered: createDexieUnansweredStore(record),
    releases: createDexieReleaseStore(stored),
    indexes: createDexieIndexStore(stored),
    vectors: createDexieVectorCache(stored),
  })
  const { engine, eventId } = made
  for (const text of ['quetzalcoatl money', 'quetzalcoatl', 'quetzalcoatl zeppelins']) {
    await engine.search({ text, box: 'quetzalbox', typing: true })
    await engine.searchEnded(text)
  }
  expect((await engine.unanswered()).total).toBeGreaterThan(0)
  const before = await dump(record, stored)
  expect(before).toContain('larkfield')
  expect(before.toLowerCase()).not.toContain('quetzal')
  await engine.shareUnanswered([eventId(), eventId(), eventId()])
  await engine.searchEnded('quetzalcoatl xylophones')
  const after = await dump(record, stored)
  expect(after).toContain('search-made')
  expect(after.toLowerCase()).not.toContain('quetzal')

  expect((await engine.unanswered()).total).toBeGreaterThan(0)
  await engine.signOut()
  expect((await createDexieUnansweredStore(record).load()).lines).toEqual([])
  expect(await dump(record, stored)).not.toContain('zeppelin')
})

it('a search that ends while somebody signs out, or after, counts for nobody', async () => {
  const { engine, deps } = await device()
  const ending = engine.searchEnded('xylophone tuning')
  const leaving = engine.signOut()
  const searching = engine.search({ text: 'money' })
  await Promise.all([ending, leaving, searching, engine.searchEnded('zither tuning')])
  await engine.searchEnded('harpsichord tuning')
  expect((await deps.unanswered.load()).lines).toEqual([])
})

/** Every row of every table, bytes as text. */
async function dump(...databases: Dexie[]): Promise<string> {
  const rows: string[] = []
  for (const db of databases)
    for (const table of db.tables)
      for (const row of (await table.toArray()) as unknown[]) rows.push(`${table.name} ${textOf(row)}`)
  return rows.join('\n')
}

function textOf(value: unknown): string {
  if (ArrayBuffer.isView(value)) return new TextDecoder('latin1').decode(value as Uint8Array)
  if (value instanceof Map) return [...value].map(textOf).join(' ')
  if (Array.isArray(value)) return value.map(textOf).join(' ')
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, each]) => `${key}: ${textOf(each)}`)
      .join(' ')
  return String(value)
}
