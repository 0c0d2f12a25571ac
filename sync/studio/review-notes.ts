import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { type GivenNote, ReviewNote, type ReviewNoteRequest, type ReviewNotes, standingRequest } from '#core/authoring'
import { AppError, parse, parseJson } from '#core/base'
import type { StudioTask } from '#core/competencies'
import { contentKind, Slug } from '#core/content'
import { objectKey } from '#core/releases'
import type { Schema } from '../database.ts'
import type { Actor } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { personNames } from '../people.ts'
import { readRecord, recordHistory, saveRecordIn } from './records.ts'
import { latestObject, latestObjects, objectVersions, type StoredObject } from './stored-objects.ts'

/** What was said of an object under review: one record an object, its versions are the conversation. */
export const REVIEW_NOTE = 'review-note'
/** Who said it is part of the words: the same ones by two people are two notes. */
const KeptNote = v.strictObject({ ...ReviewNote.entries, by: Slug })

/**
 * Notes what a reviewer or an author says of an object's newest bytes. A request for changes gives it back to its author until a
 * new version answers it, or who asked takes the request back.
 *
 * @throws {AppError} `not-found`; `conflict` where there is a newer version; `forbidden` for a request by its author or by somebody
 * who does not review
 */
export function addReviewNote(
  org: Organisation,
  actor: Actor,
  { kind, id, as: _, ...note }: v.InferOutput<typeof ReviewNoteRequest>,
): Promise<ReviewNotes> {
  return org.db.transaction().execute(async (db) => {
    const newest = await latestObject(db, kind, id)
    if (!newest) throw new AppError('not-found', `There is no ${kind} ${id}.`)
    if (newest.sha256 !== note.sha256)
      throw new AppError('conflict', `There is a newer version of ${kind} ${id}; look at that one.`)
    if (note.act !== 'comment') checkAsker(newest, actor)
    const thread = objectKey({ kind, id })
    const last = await readRecord(db, REVIEW_NOTE, thread)
    await saveRecordIn(org, db, actor.person, {
      kind: REVIEW_NOTE,
      id: thread,
      base: last?.version ?? 0,
      body: { ...note, by: actor.person },
    })
    return notesIn(db, kind, id)
  })
}

function checkAsker({ envelope }: StoredObject, { person, roles }: Actor): void {
  if (!roles.some((role) => role === 'sme' || role === 'ld'))
    throw new AppError('forbidden', 'Only an SME or an L&D reviewer asks for changes; leave a comment instead.')
  if (envelope.authors.includes(person))
    throw new AppError('forbidden', 'You wrote this: change it instead of asking for a change.')
}

/** Everything that was said of an object, oldest first. */
export const reviewNotes = ({ db }: Organisation, kind: string, id: string): Promise<ReviewNotes> =>
  notesIn(db, kind, id)

async function notesIn(db: Kysely<Schema>, kind: string, id: string): Promise<ReviewNotes> {
  const nameOf = await personNames(db)
  const versions = new Map((await objectVersions(db, kind, id)).map(({ sha256, version }) => [sha256, version]))
  const history = (await recordHistory(db, REVIEW_NOTE, objectKey({ kind, id }))).reverse()
  return {
    notes: history.map(({ body, at }) => {
      const { by: person, ...note } = parse(KeptNote, body, REVIEW_NOTE)
      return { ...note, person, name: nameOf(person), at, version: versions.get(note.sha256) ?? 0 }
    }),
  }
}

/** The request for changes that stands for an object's bytes, of every object that has one. */
export async function standingRequests(
  db: Kysely<Schema>,
): Promise<(object: Pick<StoredObject, 'kind' | 'id' | 'sha256'>) => GivenNote | null> {
  const rows = await db
    .selectFrom('record')
    .select(['id', 'body', 'at_ms'])
    .where('kind', '=', REVIEW_NOTE)
    .orderBy('version')
    .execute()
  const threads = new Map<string, GivenNote[]>()
  for (const { id, body, at_ms } of rows) {
    const { by: person, ...said } = parseJson(KeptNote, body, REVIEW_NOTE)
    const note = { ...said, person, at: new Date(at_ms).toISOString() }
    const thread = threads.get(id) ?? []
    thread.push(note)
    threads.set(id, thread)
  }
  return (object) => standingRequest(threads.get(objectKey(object)) ?? [], object.sha256)
}

/** Objects that are back with their authors, due from the day somebody asked. */
export async function requestTasks({ db }: Organisation): Promise<StudioTask[]> {
  const requestFor = await standingRequests(db)
  return (await latestObjects(db)).flatMap((object) => {
    const request = requestFor(object)
    if (!request) return []
    const { kind, id, envelope, sha256 } = object
    const day = request.at.slice(0, 10)
    return [
      {
        kind: 'changes-requested',
        id: `${kind} ${id}`,
        title: `Change “${contentKind(kind).title(envelope.body)}”: ${request.text}`,
        owner: envelope.authors[0] ?? 'nobody',
        dueOn: day,
        overdue: false,
        to: `/review/${sha256}`,
      },
    ]
  })
}
