import { AppError, sha256Hex } from '#core/base'
import { createEnrolmentCode } from './enrolment.ts'
import type { Organisation } from './organisation.ts'

/**
 * `<server>/enrol#<tenant>.<code>.<rootHash>`: a fresh one-time code, and the hash of the first trust file's bytes, which the
 * device pins. The fragment stays in the browser; the server is sent the code only by the person's click.
 *
 * @param origin the address devices reach the server at
 * @throws {AppError} `not-found` no such person, `not-initialised` no trust file yet
 */
export async function enrolmentLink(org: Organisation, person: string, origin: string): Promise<string> {
  const root = await org.db.selectFrom('trust').select('jws').where('version', '=', 1).executeTakeFirst()
  if (!root)
    throw new AppError('not-initialised', 'There is no trust file here yet; make the organisation with handrail init.')
  const code = await createEnrolmentCode(org, person)
  return `${origin}/enrol#${org.tenant}.${code}.${sha256Hex(root.jws)}`
}
