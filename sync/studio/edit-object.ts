import { AppError, utf8 } from '#core/base'
import { MAX_OBJECT_BYTES } from '#core/content'
import type { Organisation } from '../organisation.ts'
import { assertHasBrief } from './briefs.ts'
import { checkDepth, type ImportedObject, importOne } from './import-objects.ts'
import { type Edited, keepLosingEdit } from './losing-edits.ts'
import { latestObject } from './stored-objects.ts'

export interface ObjectEdit {
  kind: string
  id: string
  /** the version this was written on; 0 where it is new */
  base: number
  body: ImportedObject['body']
}

/**
 * Saves content as its next version, a draft, if it was written on the newest; else the text is kept as a losing edit.
 *
 * @throws {AppError} `bad-input` for a body its kind does not allow, `no-brief` for new content without one: nothing is saved
 */
export function editObject(
  org: Organisation,
  person: string,
  { kind, id, base, body }: ObjectEdit,
): Promise<Edited<{ version: number; sha256: string }>> {
  checkSize(`${kind} ${id}`, body)
  return org.db.transaction().execute(async (db) => {
    const newest = await latestObject(db, kind, id)
    const isSame = newest && JSON.stringify(newest.envelope.body) === JSON.stringify(body)
    if (newest && newest.version !== base && !isSame) {
      const { author } = await db
        .selectFrom('object_version')
        .select('author')
        .where('sha256', '=', newest.sha256)
        .executeTakeFirstOrThrow()
      const losing = await keepLosingEdit(org, db, { kind, id, base, body, person })
      const at = new Date(newest.importedMs).toISOString()
      return {
        state: 'conflict',
        newest: { version: newest.version, body: newest.envelope.body, person: author, at },
        losing,
      }
    }
    if (!newest) assertHasBrief(kind, body)
    const { version, sha256, state } = await importOne(org, db, person, { kind, id, authors: [], body })
    return { state: state === 'same' ? 'same' : 'saved', version, sha256 }
  })
}

/** What can never become a version is not kept as a losing edit either. */
function checkSize(what: string, body: ImportedObject['body']): void {
  checkDepth(what, body)
  if (utf8(JSON.stringify(body)).length > MAX_OBJECT_BYTES)
    throw new AppError('bad-input', `${what}: larger than ${MAX_OBJECT_BYTES / 1024 / 1024} MiB; split it`)
}
