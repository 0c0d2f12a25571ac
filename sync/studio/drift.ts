import type { Kysely } from 'kysely'
import { type Clue, clues } from '#core/anchors'
import { DAY_MS, dayOf, parseJson } from '#core/base'
import { contentKind, type Envelope, placement, processGuide, readEnvelope } from '#core/content'
import type { DriftedStep } from '#core/context'
import { LearningEvent, readEvent } from '#core/events'
import type { Schema } from '../database.ts'
import { readRelease } from './published.ts'
import { latestObject } from './stored-objects.ts'

/** Fewer people than this are never counted. */
const MIN_PEOPLE = 10

/** Older ones say nothing of the tool as it is now. */
const DAYS_KEPT = 90
const MOST_RELEASES = 20

interface Sum extends Place {
  lost: Set<Clue>
  days: string[]
  people: Set<string>
}
/** A step as one release pointed at it. */
interface Place {
  placement: string
  anchor: string
  release: number
  then: unknown
}

const keyOf = (placement: string, anchor: string, release: number) => JSON.stringify([placement, anchor, release])

/**
 * Steps that were not found, open ones first, then the newest. What a device says of a place that no release has is passed over:
 * nobody can put words before an author this way, nor make the list long. Days are the server's, not the device's.
 */
export async function drift(db: Kysely<Schema>, nowMs: number): Promise<DriftedStep[]> {
  const places = await releasedPlaces(db)
  const rows = await db
    .selectFrom('event')
    .select(['learner', 'body', 'received_ms'])
    .where('kind', '=', 'anchor-lost')
    .where('received_ms', '>', nowMs - DAYS_KEPT * DAY_MS)
    .execute()
  const sums = new Map<string, Sum>()
  for (const { learner, body, received_ms } of rows) {
    const event = readEvent(parseJson(LearningEvent, body, 'event'))
    if (event?.kind !== 'anchor-lost') continue
    const key = keyOf(event.data.placement, event.data.anchor, event.release)
    const place = places.get(key)
    if (!place) continue
    const sum = sums.get(key) ?? { ...place, lost: new Set(), days: [], people: new Set() }
    for (const clue of event.data.lost) sum.lost.add(clue)
    sum.days.push(dayOf(received_ms))
    sum.people.add(learner)
    sums.set(key, sum)
  }
  const drifted = await Promise.all([...sums.values()].map((sum) => driftRow(db, sum)))
  return drifted.sort(
    (a, b) =>
      Number(a.state !== 'open') - Number(b.state !== 'open') ||
      (a.lastDay < b.lastDay ? 1 : a.lastDay > b.lastDay ? -1 : 0) ||
      `${a.placement} ${a.anchor}`.localeCompare(`${b.placement} ${b.anchor}`),
  )
}

/** Every step the latest releases pointed at. */
async function releasedPlaces(db: Kysely<Schema>): Promise<Map<string, Place>> {
  const releases = await db
    .selectFrom('release')
    .select('payload')
    .where('jws', 'is not', null)
    .orderBy('version', 'desc')
    .limit(MOST_RELEASES)
    .execute()
  const places = new Map<string, Place>()
  const stepsByHash = new Map<string, ReturnType<typeof stepsOf>>()
  for (const { payload } of releases) {
    const { version, objects } = readRelease(payload)
    for (const { kind, id, sha256 } of objects) {
      if (kind !== placement.kind) continue
      const steps = stepsByHash.get(sha256) ?? stepsOf(await objectOf(db, sha256, id))
      stepsByHash.set(sha256, steps)
      for (const { id: anchor, anchor: then } of steps)
        places.set(keyOf(id, anchor, version), { placement: id, anchor, release: version, then })
    }
  }
  return places
}

async function driftRow(db: Kysely<Schema>, sum: Sum): Promise<DriftedStep> {
  const newest = (await latestObject(db, placement.kind, sum.placement))?.envelope ?? null
  const now = stepsOf(newest).find(({ id }) => id === sum.anchor) ?? null
  const guide = newest && (await guideOf(db, newest))
  const days = sum.days.sort()
  return {
    placement: sum.placement,
    anchor: sum.anchor,
    release: sum.release,
    guide: guide?.title ?? null,
    step: now?.step ?? null,
    text: (now && guide?.steps[now.step]) ?? null,
    lost: clues.filter((clue) => sum.lost.has(clue)),
    firstDay: days[0] ?? '',
    lastDay: days.at(-1) ?? '',
    people: sum.people.size >= MIN_PEOPLE ? sum.people.size : null,
    state: now && JSON.stringify(now.anchor) === JSON.stringify(sum.then) ? 'open' : 'pointed-again',
  }
}

const stepsOf = (object: Envelope | null) => (object && placement.parse(object.body).steps) ?? []

async function guideOf(db: Kysely<Schema>, object: Envelope) {
  const { aid } = placement.parse(object.body)
  const guide = aid.kind === processGuide.kind ? await latestObject(db, aid.kind, aid.id) : null
  if (!guide) return null
  const { body } = guide.envelope
  return { title: contentKind(aid.kind).title(body), steps: processGuide.parse(body).steps.map(({ text }) => text) }
}

async function objectOf(db: Kysely<Schema>, sha256: string, id: string): Promise<Envelope | null> {
  const blob = await db.selectFrom('blob').select('bytes').where('sha256', '=', sha256).executeTakeFirst()
  return blob ? readEnvelope(blob.bytes, `${placement.kind} ${id}`) : null
}
