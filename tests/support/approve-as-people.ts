import { AppError, textOf } from '#core/base'
import { criteriaOf, instant, signApproval } from '#core/releases'
import type { RunningServer } from '../../sync/server.ts'
import { latestObjects } from '../../sync/studio/stored-objects.ts'
import { addDevice } from './organisation.ts'
import { newKey } from './studio.ts'

/** Who signs, with a key of their own made for it, as the review page makes one. */
const reviewers = [
  { person: 'sam', role: 'sme' },
  { person: 'lena', role: 'ld' },
] as const

/**
 * Both reviewers of the demo sign the newest version of each object, over the server's own API; once for a server, as each brings
 * a device of their own.
 *
 * @param wanted the first of a kind whose id matches
 * @throws {AppError} `not-found` without such an object; `refused` where the server takes a key or an approval not
 */
export async function approveAsPeople(
  { organisation, origin }: RunningServer,
  wanted: readonly { kind: string; id: RegExp }[],
): Promise<void> {
  const latest = await latestObjects(organisation.db)
  const objects = wanted.map(({ kind, id }) => {
    const found = latest.find((object) => object.kind === kind && id.test(object.id))
    if (!found) throw new AppError('not-found', `there is no ${kind} ${id}`)
    return { kind, id: found.id, sha256: found.sha256 }
  })
  for (const { person, role } of reviewers) {
    const credential = await addDevice(organisation, person, `${person}-desk`)
    const post = async (path: string, body: unknown) => {
      const headers = { authorization: `Bearer ${credential}`, 'content-type': 'application/json' }
      const reply = await fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      if (!reply.ok) throw new AppError('refused', await reply.text())
    }
    const { jwk, signer } = await newKey()
    await post('/v1/studio/keys', { jwk, role })
    const at = instant(organisation.nowMs())
    const criteria = [...criteriaOf[role]]
    const approval = { typ: 'approval', tenant: organisation.tenant, role, person, objects, at, criteria } as const
    await post('/v1/approvals', { jws: textOf(await signApproval(approval, signer), 'approval') })
  }
}
