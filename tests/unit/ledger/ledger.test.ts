import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createHttpTransport } from '#core/adapters/http'
import { createMemoryLedgerStore } from '#core/adapters/memory'
import { AppError, createRandom } from '#core/base'
import {
  createLedger,
  dayTotals,
  joinRun,
  kindOf,
  type LedgerRow,
  type LedgerStore,
  ledgerCsv,
  ledgerJson,
  localDay,
  type RequestNote,
  requestPurpose,
  requestPurposes,
} from '#core/ledger'
import { root, sourceFiles } from '../../architecture/source-files.ts'

const noonMs = new Date(2026, 10, 20, 12).getTime()
const HASH = 'a'.repeat(64)

function world(store: LedgerStore = createMemoryLedgerStore()) {
  let n = 0
  const clock = { nowMs: noonMs }
  const ledger = createLedger({ store, nowMs: () => clock.nowMs, newId: () => `request-${n++}` })
  const transport = (fetch: (request: Request) => Promise<Response>, more = {}) =>
    createHttpTransport({ origin: 'http://server.invalid', credential: 'the-secret', ledger, fetch, ...more })
  return { ledger, transport, clock }
}

describe('a transport with a ledger', () => {
  it('writes down each request with its bytes and how it ended', async () => {
    const { ledger, transport } = world()
    const answers: (() => Promise<Response>)[] = [
      async () => Response.json({ é: 1 }),
      async () => Response.json({ code: 'forbidden', message: 'No.' }, { status: 403 }),
      async () => new Response('<p>Log in</p>', { headers: { 'content-type': 'text/html' } }),
      async () => Promise.reject(new TypeError('fetch failed')),
    ]
    const server = transport(async () => answers.shift()?.() ?? Response.error())
    for (const body of ['é', 'b', 'c', 'd']) await server.postJson('/v1/sync', body).catch(() => {})
    const rows = await ledger.rows()
    expect(rows.map(({ outcome, count, sentBytes }) => [outcome, count, sentBytes]).sort()).toEqual([
      ['no-answer', 2, 6],
      ['ok', 1, 4],
      ['refused', 1, 3],
    ])
    expect(rows.find(({ outcome }) => outcome === 'ok')?.receivedBytes).toBe(8)
  })

  it('counts what was read of an answer that was too long, and of one that was given up', async () => {
    const { ledger, transport } = world()
    const endless = () =>
      new Response(new ReadableStream({ pull: (to) => to.enqueue(new Uint8Array(1000)) }, { highWaterMark: 0 }))
    const server = transport(async () => endless())
    await expect(server.getBytes(`/v1/objects/${HASH}`, { maxBytes: 2500 })).rejects.toMatchObject({
      code: 'too-large',
    })
    const stop = new AbortController()
    const stalled = transport(() => new Promise(() => {}))
    const given = stalled.getJson('/v1/time', { signal: stop.signal })
    setTimeout(() => stop.abort(new AppError('stopped', 'Enough.')), 20)
    await expect(given).rejects.toMatchObject({ code: 'stopped' })
    expect((await ledger.rows()).map(({ path, outcome, receivedBytes }) => [path, outcome, receivedBytes])).toEqual(
      expect.arrayContaining([
        ['/v1/objects/:hash', 'refused', 3000],
        ['/v1/time', 'stopped', 0],
      ]),
    )
  })

  it('sends nothing that could not be written down first', async () => {
    const full: LedgerStore = {
      ...createMemoryLedgerStore(),
      add: async () => {
        throw new AppError('storage-full', 'No room.')
      },
    }
    let sent = 0
    const { transport } = world(full)
    const server = transport(async () => {
      sent++
      return Response.json({})
    })
    await expect(server.getJson('/v1/time')).rejects.toMatchObject({ code: 'storage-full' })
    expect(sent).toBe(0)
  })

  it('has a request on disk before it leaves, also one whose answer never comes', async () => {
    const store = createMemoryLedgerStore()
    const { transport } = world(store)
    const before: LedgerRow[][] = []
    const server = transport(async () => {
      before.push(await store.rows())
      return Response.json({})
    })
    await server.getJson('/v1/time')
    expect(before).toMatchObject([[{ path: '/v1/time', outcome: 'sending', count: 1 }]])
  })

  it('lets requests that begin together share one commit', async () => {
    let commits = 0
    const kept = createMemoryLedgerStore()
    const { ledger } = world({
      ...kept,
      add: async (notes) => {
        commits++
        await kept.add(notes)
      },
    })
    const ends = await Promise.all(
      Array.from({ length: 60 }, () => ledger.begin({ method: 'GET', path: `/v1/objects/${HASH}`, sentBytes: 0 })),
    )
    await Promise.all(ends.map((end) => end({ outcome: 'ok', receivedBytes: 10 })))
    expect(await ledger.rows()).toMatchObject([{ count: 60, receivedBytes: 600 }])
    expect(commits).toBeLessThanOrEqual(3)
  })
})

describe('what a request is for', () => {
  it('is said for every address that core asks', () => {
    const asked = sourceFiles()
      .filter((path) => path.startsWith('core/') && !path.startsWith('core/ledger/'))
      .flatMap((path) => [...readFileSync(join(root, path), 'utf8').matchAll(/['`](\/v1\/[^'`]+)['`]/g)])
      .map(([, path = '']) => path.replaceAll(/\$\{[^}]*\}/g, 'x1'))
      // the studio's door names no address of its own; those it is asked for stand below
      .filter((path) => path !== '/v1/studio/')
    expect(asked.length).toBeGreaterThan(12)
    const unsaid = asked.filter((path) => !['GET', 'POST', 'DELETE'].some((method) => requestPurpose(method, path)))
    expect(unsaid, 'add it to core/ledger/purposes.ts: what it sends, what it gets').toEqual([])
  })

  it('is said for every address that the studio asks', () => {
    const calls = sourceFiles()
      .filter((path) => path.startsWith('pwa/studio/'))
      .flatMap((path) => [
        ...readFileSync(join(root, path), 'utf8').matchAll(/studio\.(get|post|remove)\(\s*[^'`]*?['`]([^'`]+)['`]/g),
      ])
    // what begins with a slash goes on from an address that stands elsewhere in its file
    const whole = calls.filter(([, , path = '']) => !path.startsWith('/'))
    expect(whole.length).toBeGreaterThan(30)
    const methods: Record<string, string> = { get: 'GET', post: 'POST', remove: 'DELETE' }
    const unsaid = whole
      .map(([, call = '', path = '']) => [methods[call] ?? '', `/v1/studio/${path}`] as const)
      .filter(([method, path]) => requestPurpose(method, path) === null)
    expect(unsaid, 'add its area to core/ledger/studio-purposes.ts').toEqual([])
  })

  it('keeps no identifier, and no query, of an address', async () => {
    const { ledger } = world()
    const paths = [`/v1/objects/${HASH}`, '/v1/trust/17', '/v1/people/leo-12', '/v1/other?q=secret words']
    for (const path of paths)
      await (await ledger.begin({ method: 'GET', path, sentBytes: 0 }))({ outcome: 'ok', receivedBytes: 0 })
    expect((await ledger.rows()).map(({ path }) => path).sort()).toEqual([
      '/v1/objects/:hash',
      '/v1/other',
      '/v1/people/:id',
      '/v1/trust/:number',
    ])
  })

  it('is said once for each address', () => {
    const addresses = requestPurposes.map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ':x')}`)
    expect(addresses).toEqual([...new Set(addresses)])
  })

  it('explains an area of the studio as one, whatever is asked of it', () => {
    const [look, change] = [
      requestPurpose('GET', '/v1/studio/gaps/g-12/cases'),
      requestPurpose('POST', '/v1/studio/gaps/g-12/activate'),
    ]
    expect(look).toMatchObject({ path: '/v1/studio/gaps', purpose: 'Look at what people cannot do yet' })
    expect(change?.purpose).toBe('Record what people cannot do yet')
    expect(requestPurpose('GET', '/v1/studio/constructor')).toBeNull()
  })

  it('names a fixed address before one with an identifier', () => {
    expect(requestPurpose('GET', '/v1/studio/releases/waiting')?.path).toBe('/v1/studio/releases/waiting')
    expect(requestPurpose('POST', '/v1/studio/releases/waiting')?.path).toBe('/v1/studio/releases/:version')
  })
})

const noteAt = (atMs: number, path = '/v1/time', outcome: RequestNote['outcome'] = 'ok'): RequestNote => ({
  id: `0199f4a2-7c3e-7000-8000-${Math.abs(Math.round(atMs)).toString(16).padStart(12, '0')}`,
  method: path === '/v1/sync' ? 'POST' : 'GET',
  path,
  outcome,
  sentBytes: 420,
  receivedBytes: 760,
  atMs,
})

describe('a year of requests', () => {
  it('drops none, bounds each row by its first and last, and takes less than 5 MB', () => {
    const seed = 20261122
    const { next } = createRandom(seed)
    const last = new Map<string, LedgerRow>()
    const rows = new Map<string, LedgerRow>()
    let made = 0
    const add = (note: RequestNote) => {
      made++
      const row = joinRun(last.get(kindOf(note)), {
        ...note,
        id: `${note.id.slice(0, 24)}${made.toString(16).padStart(12, '0')}`,
      })
      last.set(kindOf(note), row)
      rows.set(row.id, row)
    }
    for (let day = 0; day < 365; day++) {
      const dayMs = new Date(2026, 0, 1 + day).getTime()
      // awake around the clock, and offline for a while twenty times a day: more than any working device
      const holes = Array.from({ length: 20 }, () => dayMs + next() * 86_400_000)
      const offline = (ms: number) => holes.some((hole) => ms > hole && ms < hole + 15 * 60_000)
      for (let ms = dayMs; ms < dayMs + 86_400_000; ms += 45_000)
        add(noteAt(ms, '/v1/time', offline(ms) ? 'no-answer' : 'ok'))
      for (let ms = dayMs; ms < dayMs + 86_400_000; ms += 60_000)
        add(noteAt(ms, '/v1/sync', offline(ms) ? 'no-answer' : 'ok'))
      for (let n = 0; n < 40; n++) add(noteAt(dayMs + 32_400_000 + n * 500, '/v1/objects/:hash'))
    }
    const all = [...rows.values()]
    const bytes = JSON.stringify(
      all.map((row) => ({ ...row, kind: kindOf(row), method: undefined, path: undefined, outcome: undefined })),
    ).length
    expect(made).toBeGreaterThan(1_200_000)
    expect(
      all.reduce((sum, { count }) => sum + count, 0),
      `seed ${seed}`,
    ).toBe(made)
    expect(all.every(({ firstMs, lastMs }) => firstMs <= lastMs && localDay(firstMs) === localDay(lastMs))).toBe(true)
    expect(bytes).toBeLessThan(5 * 1024 * 1024)
    expect(dayTotals(all)).toHaveLength(365)
    expect(dayTotals(all).reduce((sum, { requests }) => sum + requests, 0)).toBe(made)
  })

  it('starts a new row after a pause of more than ten minutes, and at midnight', () => {
    const first = joinRun(undefined, noteAt(noonMs))
    expect(joinRun(first, noteAt(noonMs + 600_000)).count).toBe(2)
    expect(joinRun(first, noteAt(noonMs + 600_001)).count).toBe(1)
    const late = joinRun(undefined, noteAt(new Date(2026, 10, 20, 23, 59).getTime()))
    expect(joinRun(late, noteAt(new Date(2026, 10, 21, 0, 1).getTime())).count).toBe(1)
  })
})

it('is exported as a table and as JSON, with the same in both', () => {
  const rows = [joinRun(undefined, noteAt(noonMs, '/v1/sync')), joinRun(undefined, noteAt(noonMs, '/v1/odd,"one"'))]
  const lines = ledgerCsv(rows).trimEnd().split('\r\n')
  expect(lines[0]).toBe('first,last,purpose,method,path,outcome,requests,bytes sent,bytes received')
  expect(lines).toHaveLength(3)
  expect(lines[2]).toContain('"/v1/odd,""one"""')
  expect(JSON.parse(ledgerJson(rows))).toMatchObject([
    { path: '/v1/sync', requests: 1, 'bytes sent': 420, first: new Date(noonMs).toISOString() },
    { path: '/v1/odd,"one"' },
  ])
})
