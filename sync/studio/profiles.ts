import { AppError, dayOf } from '#core/base'
import { confirmProfile, type StudioTask } from '#core/competencies'
import { roleProfile } from '#core/content'
import type { Actor } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { editObject } from './edit-object.ts'
import { reviewOf, standingProfiles } from './profile-standing.ts'
import { latestObject } from './stored-objects.ts'

/**
 * The owner says that a role profile still holds: its next version, a draft, with today as its day. Somebody of the learning
 * team may write it down for an owner who said so, and says how.
 *
 * @throws {AppError} `not-found`, `refused` where neither the owner nor a note stands behind it
 */
export async function confirmRoleProfile(
  org: Organisation,
  { person, name, roles }: Actor,
  { id, base, note }: { id: string; base: number; note: string },
) {
  const object = await latestObject(org.db, 'role-profile', id)
  if (!object) throw new AppError('not-found', `There is no role profile "${id}".`)
  const body = roleProfile.parse(object.envelope.body)
  const isOwner = body.owner === person || body.owner === name
  if (!isOwner && !(roles.includes('ld') && note.trim() !== ''))
    throw new AppError('refused', `Only ${body.owner} may confirm it, or the L&D lead with a note of how they did.`)
  const by = isOwner ? name : `${body.owner}, written down by ${name}`
  const next = confirmProfile(body, { on: dayOf(org.nowMs()), by, note: note.trim() })
  return editObject(org, person, { kind: 'role-profile', id, base, body: { ...next } })
}

/** A task for each profile that is in its last 30 days or past them. */
export async function profileTasks(org: Organisation, today: string): Promise<StudioTask[]> {
  return (await standingProfiles(org.db)).flatMap((profile) => {
    const { object, body } = profile
    const { id } = object
    const { state, dueOn } = reviewOf(profile, today)
    if (state === 'fresh') return []
    const title = `Look at the role profile “${body.title}” again`
    return [
      {
        kind: 'profile-review',
        id,
        title,
        owner: body.owner,
        dueOn,
        overdue: state === 'stale',
        to: `/studio/roles/${id}`,
      },
    ]
  })
}
