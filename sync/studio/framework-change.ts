import { AppError, dayOf } from '#core/base'
import { type ChangePreview, type FrameworkChange, planChange } from '#core/competencies'
import { contentKind } from '#core/content'
import type { Organisation } from '../organisation.ts'
import { queueRemap } from './framework-remaps.ts'
import { importOne } from './import-objects.ts'
import { latestObjects } from './stored-objects.ts'

/**
 * Renames, splits, merges or retires competencies: new versions as drafts, and questions where a person has to say what an
 * object belongs to now. All of it or nothing. Without `apply` it only says what would be touched.
 *
 * @throws {AppError} `refused` where the change makes no sense
 */
export async function changeFramework(
  org: Organisation,
  actor: { person: string; name: string },
  { change, note, apply }: { change: FrameworkChange; note: string; apply: boolean },
): Promise<ChangePreview> {
  return org.db.transaction().execute(async (db) => {
    const objects = (await latestObjects(db)).map(({ kind, id, envelope: { body } }) => ({
      kind,
      id,
      title: contentKind(kind).title(body),
      body,
    }))
    const on = dayOf(org.nowMs())
    const { edits, queue } = planChange(objects, change, { by: actor.name, on, note })
    if (apply) {
      for (const { kind, id, body } of edits)
        try {
          await importOne(org, db, actor.person, { kind, id, authors: [], body })
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          throw new AppError('refused', `${kind} ${id}: ${error.message} Nothing was changed.`, error)
        }
      for (const asked of queue) await queueRemap(org, db, actor.person, { ...asked, on, by: actor.name })
      const target = change.change === 'merge' ? change.ids.join(' ') : change.id
      await org.audit(actor.person, `framework-${change.change}`, target, db)
    }
    return {
      applied: apply,
      edits: edits.map(({ kind, id, title, what }) => ({ kind, id, title, what })),
      queue,
    }
  })
}
