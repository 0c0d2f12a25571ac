import { AppError } from '#core/base'
import { readEnrolmentLink } from '#core/people'
import type { PolicyPin } from './policy.ts'

/**
 * What a person typed, as an enrolment link to the organisation that the policy names: the one-time code alone is enough.
 *
 * @throws {AppError} `bad-link`; `other-organisation` when it leads elsewhere
 */
export function linkUnderPolicy(typed: string, { server, tenant, rootHash }: PolicyPin): string {
  const text = typed.trim()
  if (/^[A-Za-z0-9_-]{16,64}$/.test(text)) return `${server}/enrol#${tenant}.${text}.${rootHash}`
  const link = readEnrolmentLink(text)
  const other =
    link.server !== server
      ? `the server ${link.server}`
      : link.tenant !== tenant
        ? `the organisation "${link.tenant}"`
        : link.rootHash !== rootHash
          ? 'an organisation with another root key'
          : null
  if (other === null) return text
  throw new AppError(
    'other-organisation',
    `This link leads to ${other}, but your organisation allows only ${tenant} at ${server}. Ask there for a link.`,
  )
}
