import { createTransport } from 'nodemailer'
import { AppError } from '#core/base'
import type { MailSettings } from './mail-settings.ts'

export interface Mail {
  to: string
  subject: string
  text: string
}
export interface Mailer {
  /**
   * @throws {AppError} `mail-refused` this address is not taken; `mail-down` nothing can be sent now: the server is away, slow,
   * wants a sign-in or encryption it does not get, or speaks no SMTP
   */
  send(mail: Mail): Promise<void>
  /** ends what is being sent */
  close(): void
}

/** A mail server that says nothing for so long is given up for this time. */
const SILENCE_MS = 10_000
/** Of one mail in all: a server that keeps talking without an end is given up too. */
const WHOLE_MS = 30_000

/** Mail by SMTP. Over a network it is encrypted or not sent; only to this machine itself it may go in the clear. */
export function createMailer({ url, from }: MailSettings, { silenceMs = SILENCE_MS, wholeMs = WHOLE_MS } = {}): Mailer {
  const { hostname } = new URL(url)
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
  const transport = createTransport({
    url,
    ...(isHere ? {} : { requireTLS: true }),
    connectionTimeout: silenceMs,
    greetingTimeout: silenceMs,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const over = new AbortController()
  return {
    async send(mail) {
      const signal = AbortSignal.any([over.signal, AbortSignal.timeout(wholeMs)])
      // no answer by a machine, no note of absence in return
      const headers = { 'Auto-Submitted': 'auto-generated', Precedence: 'bulk' }
      try {
        await transport.sendMail({ from, ...mail, headers, signal })
      } catch (cause) {
        throw faultOf(cause)
      }
    },
    close: () => over.abort(),
  }
}

/** Only the code is kept: what a mail server says may hold addresses. */
function faultOf(cause: unknown): AppError {
  const { code, command, responseCode } = (cause ?? {}) as Record<'code' | 'command' | 'responseCode', unknown>
  const said = [code, responseCode].filter((part) => part !== undefined).join(' ')
  // 4xx on the recipient is "later", and may be about all of them; so may what is said of the sender
  const isRefused = command === 'RCPT TO' && typeof responseCode === 'number' && responseCode >= 500
  return isRefused
    ? new AppError('mail-refused', `The mail server does not take this address (${said}).`, cause)
    : new AppError('mail-down', `The mail server could not be used (${said || 'no reason given'}).`, cause)
}
