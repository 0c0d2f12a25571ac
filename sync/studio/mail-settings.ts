import * as v from 'valibot'
import { AppError, parse } from '#core/base'

export interface MailSettings {
  /** `smtp://` or `smtps://`, with user and password where needed */
  url: string
  /** the sender, `handrail@example.org` */
  from: string
  /** where people open Handrail; null: where the server itself listens */
  address: string | null
}

export const MailAddress = v.pipe(v.string(), v.trim(), v.maxLength(254), v.email('must be an e-mail address'))
const SmtpUrl = v.pipe(v.string(), v.url(), v.regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://'))
const WebAddress = v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//, 'must begin with https://'))

/**
 * `HANDRAIL_SMTP_URL`, `HANDRAIL_SMTP_FROM`, `HANDRAIL_ADDRESS`; null where an organisation sends no mail.
 *
 * @throws {AppError} `bad-input` one without the other, or not what it should be. The URL may hold a password: it is never said.
 */
export function readMailSettings(env: NodeJS.ProcessEnv): MailSettings | null {
  const { HANDRAIL_SMTP_URL: url, HANDRAIL_SMTP_FROM: from, HANDRAIL_ADDRESS: address } = env
  if (!url && !from) return null
  if (!url || !from)
    throw new AppError('bad-input', 'Mail needs both HANDRAIL_SMTP_URL and HANDRAIL_SMTP_FROM; set both or neither.')
  if (!v.is(SmtpUrl, url))
    throw new AppError('bad-input', 'HANDRAIL_SMTP_URL must be like smtp://user:password@mail.example.org:587.')
  return {
    url,
    from: parse(MailAddress, from, 'HANDRAIL_SMTP_FROM'),
    address: address ? parse(WebAddress, address, 'HANDRAIL_ADDRESS').replace(/\/+$/, '') : null,
  }
}
