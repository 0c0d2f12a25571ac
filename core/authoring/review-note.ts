import * as v from 'valibot'
import { ObjectId, Sha256, Slug } from '#core/content'

/** What a reviewer or an author says of an object while it is reviewed. A request stands until who made it takes it back, or a new version answers it. */
export const ReviewNote = v.strictObject({
  act: v.picklist(['comment', 'changes-requested', 'request-withdrawn']),
  /** of the bytes it is about */
  sha256: Sha256,
  /** which part, as its reviewer sees it named; the whole where left out */
  part: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300))),
  text: v.pipe(v.string(), v.trim(), v.maxLength(2000)),
})
export type ReviewNote = v.InferOutput<typeof ReviewNote>

/** A note as it is handed in: one on the newest bytes of an object. */
export const ReviewNoteRequest = v.pipe(
  v.strictObject({ kind: Slug, id: ObjectId, as: v.optional(Slug), ...ReviewNote.entries }),
  v.check(({ act, text }) => act === 'request-withdrawn' || text !== '', 'say what it is about'),
)

export interface GivenNote extends ReviewNote {
  person: string
  at: string
}

/**
 * The request for changes that stands for these bytes, or none.
 *
 * @param notes of one object, oldest first
 */
export function standingRequest(notes: readonly GivenNote[], sha256: string): GivenNote | null {
  const open = new Map<string, GivenNote>()
  for (const note of notes) {
    if (note.sha256 !== sha256) continue
    if (note.act === 'changes-requested') open.set(note.person, note)
    if (note.act === 'request-withdrawn') open.delete(note.person)
  }
  return [...open.values()].at(-1) ?? null
}

/** `GET /v1/studio/review-notes?kind=&id=`, oldest first */
export const ReviewNotes = v.object({
  notes: v.array(
    v.object({ ...ReviewNote.entries, person: v.string(), name: v.string(), at: v.string(), version: v.number() }),
  ),
})
export type ReviewNotes = v.InferOutput<typeof ReviewNotes>
