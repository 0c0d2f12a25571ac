import * as v from 'valibot'
import { keepText } from '../kept-text.ts'

/** An object being written: its short id, and a body any part of which may still be empty. */
export const ObjectForm = v.object({ id: v.string(), body: v.record(v.string(), v.unknown()) })
export type ObjectForm = v.InferOutput<typeof ObjectForm>

/** What an editor calls its text on this device. */
export const objectKey = (kind: string, id: string): string => `object ${kind} ${id}`
export const newObjectKey = (kind: string, brief: string): string => `object new ${kind} ${brief}`

/** Where a new object is written. */
export const newObjectPath = (kind: string, brief: string): string =>
  `/studio/objects/new?${new URLSearchParams({ kind, ...(brief ? { brief } : {}) })}`

/**
 * Puts a draft into the editor of a new object, as if it had been typed there: it is on this device only, until its author saves
 * it. Go to `newObjectPath` afterwards.
 */
export function keepDraft(kind: string, brief: string, body: ObjectForm['body']): void {
  keepText(newObjectKey(kind, brief), { base: 0, body: { id: '', body } satisfies ObjectForm })
}
