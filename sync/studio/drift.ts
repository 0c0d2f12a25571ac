import type { Kysely } from 'kysely'
import { type Clue, clues } from '#core/anchors'
import { parseJson } from '#core/base'
import { contentKind, type Envelope, placement, processGuide, readEnvelope } from '#core/content'
import { LearningEvent, readEvent } from '#core/events'
import type { Schema } from '../database.ts'
import { readRelease } from './published.ts'
import { latestObject } from './stored-objects.ts'

/** A guide's step that was not found on its page, under one release. Nobody is named, and nothing of a page is told. */
export interface DriftRow {
  placement: string
  /** the step's id in the placement */
  anchor: string
  release: number
  /** of the guide; null where it is gone */
  guide: string | null
  /** index of the guide's step, and its words; null where the placement or the step is gone */
  step: number | null
  text: string | null
  /** kinds of clue that were gone or other than before */
  lost: Clue[]
  firstDay: string
  lastDay: string
  /** different people, or null for fewer than ten */
  people: number | null
  /** `pointed-again`: the newest version points elsewhere, or the step is gone */
  state: 'open' | 'pointed-again'
}

/** Fewer people than this are never counted. */
const MIN_PEOPLE = 10
const DAY = 10

interface Sum {
  placement: string
  anchor: string
  release: number
  lost: Set<Clue>
  days: string[]
  people: Set<string>
}

/** Steps that were not found, open ones first, then the newest. */
export async function drift(db: Kysely<Schema>): Promise<DriftRow[]> {
  const rows = await db.selectFrom('event').select(['learner', 'body']).where('kind', '=', 'anchor-lost').execute()
  const sums = new Map<string, Sum>()
  for (const { learner, body } of rows) {
    const event = readEvent(parseJson(LearningEvent, body, 'event'))
    if (event?.kind !== 'anchor-lost') continue
    const { release, at, data } = event
    const key = JSON.stringify([data.placement, data.anchor, release])
    const sum: Sum = sums.get(key) ?? { ...data, release, lost: new Set(), days: [], people: new Set() }
    for (const clue of data.lost) sum.lost.add(clue)
    sum.days.push(new Date(at).toISOString().slice(0, DAY))
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

async function driftRow(db: Kysely<Schema>, sum: Sum): Promise<DriftRow> {
  const newest = (await latestObject(db, placement.kind, sum.placement))?.envelope ?? null
  const now = stepOf(newest, sum.anchor)
  const then = stepOf(await placementIn(db, sum.release, sum.placement), sum.anchor)
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
    state: now && (!then || JSON.stringify(now.anchor) === JSON.stringify(then.anchor)) ? 'open' : 'pointed-again',
  }
}

const stepOf = (object: Envelope | null, anchor: string) =>
  (object && placement.parse(object.body).steps?.find(({ id }) => id === anchor)) ?? null

async function guideOf(db: Kysely<Schema>, object: Envelope) {
  const { aid } = placement.parse(object.body)
  const guide = aid.kind === processGuide.kind ? await latestObject(db, aid.kind, aid.id) : null
  if (!guide) return null
  const { body } = guide.envelope
  return { title: contentKind(aid.kind).title(body), steps: processGuide.parse(body).steps.map(({ text }) => text) }
}

/** The placement as a release carried it; null where the release is unknown here, or did not. */
async function placementIn(db: Kysely<Schema>, version: number, id: string): Promise<Envelope | null> {
  const release = await db.selectFrom('release').select('payload').where('version', '=', version).executeTakeFirst()
  const entry = release && readRelease(release.payload).objects.find((o) => o.kind === placement.kind && o.id === id)
  const blob =
    entry && (await db.selectFrom('blob').select('bytes').where('sha256', '=', entry.sha256).executeTakeFirst())
  return blob ? readEnvelope(blob.bytes, `${placement.kind} ${id}`) : null
}
