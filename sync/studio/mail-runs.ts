import type { Organisation } from '../organisation.ts'
import { sendDigests } from './mail-digest.ts'
import type { MailSettings } from './mail-settings.ts'
import { createMailer } from './mailer.ts'

const RUN_EVERY_MS = 15 * 60_000

/**
 * Looks every quarter of an hour whether somebody is to be told, beside everything else the server does.
 *
 * @param origin where the server listens, for links where no public address is set
 * @returns stops it; what is being sent is cut
 */
export function startMail(
  org: Organisation,
  settings: MailSettings | null,
  origin: string,
  log: (line: string) => void,
): () => Promise<void> {
  if (!settings) return async () => {}
  const mailer = createMailer(settings)
  let stopped = false
  let running: Promise<void> | null = null
  const run = () => {
    running ??= sendDigests(org, mailer, settings.address ?? origin, () => stopped)
      .then(({ fault }) => {
        if (fault && !stopped) log(`Mail waits: ${fault}`)
      })
      .catch((error: unknown) => log(`Mail was not sent; the next try is in a quarter of an hour. ${error}`))
      .finally(() => {
        running = null
      })
  }
  run()
  const timer = setInterval(run, RUN_EVERY_MS)
  timer.unref()
  return async () => {
    stopped = true
    clearInterval(timer)
    mailer.close()
    await running
  }
}
