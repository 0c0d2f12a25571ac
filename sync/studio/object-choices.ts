import type { ContentChoices } from '#core/authoring'
import { dayOf } from '#core/base'
import { competency, contentKind, roleProfile } from '#core/content'
import type { Organisation } from '../organisation.ts'
import { isRetired } from './object-retire.ts'
import { latestObjects } from './stored-objects.ts'

/** What a placement or a blueprint may name. */
const NAMED = ['job-aid', 'process-guide', 'onboarding-module', 'item'] as const

/** What the fields of a form may name: roles, competencies in use, objects in use. */
export async function contentChoices({ db, nowMs }: Organisation): Promise<ContentChoices> {
  const retired = await isRetired(db)
  const objects: ContentChoices['objects'] = []
  for (const kind of NAMED)
    for (const object of await latestObjects(db, kind))
      if (!retired(object)) objects.push({ kind, id: object.id, title: contentKind(kind).title(object.envelope.body) })
  return {
    today: dayOf(nowMs()),
    roles: (await latestObjects(db, roleProfile.kind)).map(({ id, envelope }) => ({
      id,
      title: roleProfile.parse(envelope.body).title,
    })),
    competencies: (await latestObjects(db, competency.kind)).flatMap(({ id, envelope }) => {
      const { title, retiredOn, subCompetencies } = competency.parse(envelope.body)
      if (retiredOn !== undefined) return []
      return [{ id, title, parts: subCompetencies.map((part) => ({ id: part.id, title: part.title })) }]
    }),
    objects,
  }
}
