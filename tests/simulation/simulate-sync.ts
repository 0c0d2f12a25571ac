import { rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createHttpTransport } from '#core/adapters/http'
import { createMemoryEventStore } from '#core/adapters/memory'
import { createRandom, newId, parseJson, type Transport } from '#core/base'
import {
  canonicalJson,
  createEventLog,
  createSyncSession,
  differingBuckets,
  type EventStore,
  LearningEvent,
  type SyncSession,
  sumsOf,
} from '#core/events'
import { openFolder } from '../../sync/folder.ts'
import { createOrganisation } from '../../sync/organisation.ts'
import { addDevice, addPerson, tempFolder } from '../support/organisation.ts'
import { badNetwork, type Faults } from './bad-network.ts'
import { bundleServer, killableServer } from './killable-server.ts'

export interface Plan {
  seed: number
  learners: number
  devicesEach: number
  events: number
  minKills: number
  bug?: 'ack-before-commit' | 'ignore-sums'
}

/** Each list or count of what must not be is empty or zero when sync keeps its promises. */
export interface Report {
  made: number
  kills: number
  faults: Faults
  quietRounds: number
  acknowledgedLost: number
  missing: number
  twice: number
  unequalDevices: number
  wrongSums: number
  broken: number
}

interface SimDevice {
  learner: string
  store: EventStore
  session: SyncSession
  record(): Promise<void>
}

/** Real server, real client, real kills; only the network between them is played. */
export async function simulateSync(plan: Plan): Promise<Report> {
  const random = createRandom(plan.seed)
  const sleep = (ms: number) => new Promise((later) => setTimeout(later, ms))
  const folder = tempFolder()
  const server = killableServer(await bundleServer(), folder, plan.bug)
  const network = badNetwork(random, server.origin)
  const made: string[] = []
  const report = { made: 0, kills: 0, quietRounds: 0, acknowledgedLost: 0, broken: 0 }
  try {
    const devices = await makeDevices()
    const lost = new Set<string>()
    let working = true
    const killer = (async () => {
      while (working || report.kills < plan.minKills) {
        await server.start()
        await sleep(150 + random.next() * 500)
        await server.kill()
        report.kills++
        await noteLost(devices, lost)
      }
    })()
    await Promise.all(devices.map(work))
    working = false
    await killer
    await server.start()
    await network.heal()
    for (let quiet = 0; quiet < 2 && report.quietRounds < 20; ) {
      report.quietRounds++
      let still = true
      for (const device of devices) if ((await device.session.sync()).state !== 'in-sync') still = false
      quiet = still ? quiet + 1 : 0
    }
    await server.kill()
    report.acknowledgedLost = lost.size
    return { ...report, made: made.length, faults: network.faults, ...(await compare(devices)) }
  } finally {
    await server.kill()
    rmSync(folder, { recursive: true, force: true })
  }

  async function makeDevices(): Promise<SimDevice[]> {
    const opened = openFolder(folder)
    const org = await createOrganisation(opened, { tenant: 'sim', name: 'Simulation', demo: true })
    const devices: SimDevice[] = []
    for (let l = 0; l < plan.learners; l++) {
      await addPerson(org, `learner-${l}`, ['learner'])
      for (let d = 0; d < plan.devicesEach; d++)
        devices.push(device(`learner-${l}`, await addDevice(org, `learner-${l}`, `device-${l}-${d}`)))
    }
    await opened.close()
    return devices
  }

  function device(learner: string, credential: string): SimDevice {
    const store = createMemoryEventStore()
    const honest = createHttpTransport({ origin: 'http://sim.invalid', credential, fetch: network.fetch })
    const transport = plan.bug === 'ignore-sums' ? ignoringSums(honest, store) : honest
    const nowMs = () => Date.now()
    const log = createEventLog({ store, nowMs, release: () => 1 })
    const record = async () => {
      const id = newId({ nowMs, randomBytes: random.bytes })
      made.push(id)
      await log.append('search-made', { hits: random.int(100) }, id)
    }
    return { learner, store, session: createSyncSession({ store, transport, nowMs }), record }
  }

  async function work(device: SimDevice): Promise<void> {
    for (let left = plan.events; left > 0; ) {
      const some = Math.min(left, 1 + random.int(10))
      for (let i = 0; i < some; i++) await device.record()
      left -= some
      for (let tries = 0; tries < 5 && (await device.session.sync()).state !== 'in-sync'; tries++)
        await sleep(30 + random.next() * 120)
      await sleep(random.next() * 300)
    }
  }

  /** At the moment of a kill everything acknowledged must be on the disk: later the devices would bring it again. */
  async function noteLost(devices: readonly SimDevice[], lost: Set<string>): Promise<void> {
    const there = new Set(rowsOnDisk(folder).map((row) => row.id))
    for (const { store } of devices) {
      const unsent = new Set((await store.unsent(Number.MAX_SAFE_INTEGER)).map((event) => event.id))
      for (const { id } of await store.all()) if (!unsent.has(id) && !there.has(id)) lost.add(id)
    }
  }

  async function compare(devices: readonly SimDevice[]) {
    const rows = rowsOnDisk(folder)
    const ids = new Set(rows.map((row) => row.id))
    let unequalDevices = 0
    let wrongSums = 0
    let broken = 0
    for (const { learner, store } of devices) {
      const mine = (await store.all()).map(canonicalJson)
      const theirs = rows.filter((row) => row.learner === learner).map((row) => row.body)
      if (mine.join('\n') !== theirs.join('\n')) unequalDevices++
      const events = theirs.map((body) => parseJson(LearningEvent, body, 'stored event'))
      const stored = sumsOnDisk(folder, learner)
      if (differingBuckets(stored, sumsOf(events)).length + differingBuckets(stored, await store.sums()).length > 0)
        wrongSums++
      broken += (await store.refused()).length
    }
    return {
      missing: made.filter((id) => !ids.has(id)).length,
      twice: rows.length - ids.size,
      unequalDevices,
      wrongSums,
      broken,
    }
  }
}

/** Planted: the client takes the server's sums for its own. */
const ignoringSums = (transport: Transport, store: EventStore): Transport => ({
  ...transport,
  postJson: async (path, body, options) => {
    const reply = await transport.postJson(path, body, options)
    return { ...(reply as object), sums: await store.sums() }
  },
})

function query<T>(folder: string, sql: string, ...values: string[]): T[] {
  const sqlite = new Database(join(folder, 'handrail.db'), { timeout: 5000 })
  try {
    return sqlite.prepare<string[], T>(sql).all(...values)
  } finally {
    sqlite.close()
  }
}
const rowsOnDisk = (folder: string) =>
  query<{ learner: string; id: string; body: string }>(
    folder,
    'select learner, id, body from event order by learner, id',
  )
const sumsOnDisk = (folder: string, learner: string) =>
  Object.fromEntries(
    query<{ bucket: string; count: number; xor32: number; sum48: number }>(
      folder,
      'select bucket, count, xor32, sum48 from event_sum where learner = ?',
      learner,
    ).map((row): [string, [number, number, number]] => [row.bucket, [row.count, row.xor32, row.sum48]]),
  )
