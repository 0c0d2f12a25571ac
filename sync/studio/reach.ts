import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { DAY_MS } from '#core/base'
import { LEASE_MS, objectKey } from '#core/releases'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { readRelease } from './published.ts'
import { listRecords } from './records.ts'
import { isSetAside, RECALL, type Recall, readRecall } from './set-aside.ts'
import { inForce } from './stages.ts'
import { objectByHash } from './stored-objects.ts'

/** Lines about fewer people than this would be about persons; one may have several devices. */
const FEWEST = 5
/** A device may have asked for the time so long after it was last noted as heard, ms (devices.ts). */
const NOTED_MS = 10 * 60 * 1000

type LastHeard = 'today' | 'this-week' | 'this-month' | 'longer' | 'never'

/** Of devices, never of persons. */
export interface Reach {
  devices: number
  /** said themselves that they have a release without it */
  reached: number
  /** hide it since their lease ended: only what must be fresh */
  hidden: number
  /** the others: they may still show it */
  unreached: number
  lastHeard: { heard: LastHeard; devices: number }[]
  /** small ones are counted together, as null; none where that would still be few, or there is no other */
  departments: { department: string | null; devices: number; unreached: number }[]
}

export interface RecallView extends Recall {
  record: string
  by: string
  at: string
  /** a release in force still has it: the one without it waits for a signature */
  waits: boolean
  reach: Reach
}

interface HeardDevice {
  person: string
  department: string | null
  release: number | null
  heardMs: number | null
}

/** Everything that was withdrawn, newest first, and how far that has come: counted anew each time from what devices say. */
export async function recalls(org: Organisation): Promise<RecallView[]> {
  const { db } = org
  const records = (await listRecords(db, RECALL)).sort((a, b) => (a.at < b.at ? 1 : -1))
  if (records.length === 0) return []
  const devices = await heardDevices(db)
  const given = (await inForce(db)).map(({ version }) => version)
  const objects = await objectsOf(db, new Set([...given, ...devices.map(({ release }) => release ?? 0)]))
  return Promise.all(
    records.map(async (record) => {
      const recall = readRecall(record)
      const has = (release: number) => {
        const entry = objects.get(release)?.get(objectKey(recall))
        return entry !== undefined && isSetAside({ upTo: recall.version, target: null }, entry)
      }
      const { envelope } = await objectByHash(db, recall.sha256)
      const mustBeFresh = v.is(v.object({ mustBeFresh: v.literal(true) }), envelope.body)
      const { id, person: by, at } = record
      const reach = reachOf(devices, has, mustBeFresh, org.nowMs())
      return { ...recall, record: id, by, at, waits: given.some(has), reach }
    }),
  )
}

/** How far a release has come: of the devices that were heard of, those that have it or a later one. */
export async function releaseReach(db: Kysely<Schema>): Promise<{ release: number; devices: number }[]> {
  const devices = await heardDevices(db)
  const counts = new Map<number, number>()
  for (const { release } of devices) counts.set(release ?? 0, (counts.get(release ?? 0) ?? 0) + 1)
  return [...counts].map(([release, count]) => ({ release, devices: count })).sort((a, b) => b.release - a.release)
}

/**
 * @param has whether a release has what was withdrawn
 * @param mustBeFresh it is hidden once a lease has ended
 */
export function reachOf(
  devices: readonly HeardDevice[],
  has: (release: number) => boolean,
  mustBeFresh: boolean,
  nowMs: number,
): Reach {
  // of a device that never said what it has, nothing is known: it counts as not reached
  const open = devices.filter(({ release }) => release === null || has(release))
  const ended = ({ heardMs }: HeardDevice) => heardMs !== null && heardMs + NOTED_MS + LEASE_MS < nowMs
  const hidden = mustBeFresh ? open.filter(ended) : []
  const unreached = open.filter((device) => !hidden.includes(device))
  const heard = new Map<LastHeard, number>()
  for (const device of unreached) {
    const since = sinceOf(device, nowMs)
    heard.set(since, (heard.get(since) ?? 0) + 1)
  }
  const order: LastHeard[] = ['today', 'this-week', 'this-month', 'longer', 'never']
  return {
    devices: devices.length,
    reached: devices.length - open.length,
    hidden: hidden.length,
    unreached: unreached.length,
    lastHeard: order.flatMap((since) => {
      const count = heard.get(since)
      return count ? [{ heard: since, devices: count }] : []
    }),
    departments: byDepartment(devices, new Set(unreached)),
  }
}

function sinceOf({ heardMs }: HeardDevice, nowMs: number): LastHeard {
  if (heardMs === null) return 'never'
  const days = (nowMs - heardMs) / DAY_MS
  if (days < 1) return 'today'
  if (days < 7) return 'this-week'
  return days < 30 ? 'this-month' : 'longer'
}

const peopleOf = (devices: readonly HeardDevice[]): number => new Set(devices.map(({ person }) => person)).size

/** Departments with fewer people than five are counted together, with the next smallest ones until they are five. */
function byDepartment(devices: readonly HeardDevice[], unreached: ReadonlySet<HeardDevice>): Reach['departments'] {
  const groups = new Map<string | null, HeardDevice[]>()
  for (const device of devices) groups.set(device.department, [...(groups.get(device.department) ?? []), device])
  const named = [...groups].flatMap(([department, all]) => (department === null ? [] : [{ department, all }]))
  named.sort((a, b) => b.all.length - a.all.length)
  const rest = groups.get(null) ?? []
  for (let last = named.at(-1); last; last = named.at(-1)) {
    const isSmall = peopleOf(last.all) < FEWEST || (rest.length > 0 && peopleOf(rest) < FEWEST)
    if (!isSmall) break
    rest.push(...last.all)
    named.pop()
  }
  if (named.length === 0) return []
  const lines = [...named, ...(peopleOf(rest) >= FEWEST ? [{ department: null, all: rest }] : [])]
  return lines.map(({ department, all }) => ({
    department,
    devices: all.length,
    unreached: all.filter((device) => unreached.has(device)).length,
  }))
}

async function heardDevices(db: Kysely<Schema>): Promise<HeardDevice[]> {
  const rows = await db
    .selectFrom('device')
    .innerJoin('person', 'person.id', 'device.person')
    .select(['device.person', 'person.department', 'device.release', 'device.heard_ms'])
    .where('device.revoked_ms', 'is', null)
    .execute()
  return rows.map(({ person, department, release, heard_ms }) => ({ person, department, release, heardMs: heard_ms }))
}

/** What each of these releases lists, by `objectKey`. */
async function objectsOf(db: Kysely<Schema>, versions: ReadonlySet<number>) {
  const rows = await db
    .selectFrom('release')
    .select(['version', 'payload'])
    .where('version', 'in', [...versions])
    .execute()
  return new Map(
    rows.map(({ version, payload }) => [
      version,
      new Map(readRelease(payload).objects.map((entry) => [objectKey(entry), entry])),
    ]),
  )
}
