import { AppError } from '#core/base'
import type { MessageName } from './protocol.ts'

/** `own`: the background or a page of this extension. `tool`: our script in the top frame of a tool's page. */
export type Sender = 'own' | 'tool'

/**
 * Who may send what. A compromised page can forge anything its own content script could say, so a tool may only report
 * its signals and what became of the tip it was given: never reach the engine, never learn of another tool.
 */
export const senders: Readonly<Record<MessageName, readonly Sender[]>> = {
  'page-signals': ['tool'],
  'tip-shown': ['tool'],
  'tip-opened': ['tool'],
  'tip-put-away': ['tool'],
  'guide-start': ['own'],
  'guide-move': ['own', 'tool'],
  'guide-found': ['tool'],
  'page-over-budget': ['tool'],
  'page-stop': ['own'],
  'page-is-on': ['own'],
  'page-look': ['own'],
  'page-says': ['own'],
  'page-read': ['own'],
  'pick-element': ['own'],
  'pick-move': ['own'],
  engine: ['own'],
  'wake-engine': ['own'],
  'release-changed': ['own'],
}

/** As the browser tells it; only these fields are trusted, they are not set by the page. */
export interface MessageSender {
  id?: string | undefined
  url?: string | undefined
  origin?: string | undefined
  frameId?: number | undefined
  tab?: { id?: number | undefined; windowId?: number | undefined } | undefined
}

/** @param self this extension: its id and its origin, `chrome-extension://<id>` */
export function senderOf(sender: MessageSender, self: { id: string; origin: string }): Sender | null {
  if (sender.id !== self.id) return null
  const origin = sender.origin ?? (sender.url && URL.canParse(sender.url) ? originOf(sender.url) : '')
  if (origin === self.origin) return 'own'
  const isTool = /^https?:\/\//.test(origin) && sender.tab?.id !== undefined && sender.frameId === 0
  return isTool ? 'tool' : null
}

/** `URL.origin` is "null" for extension addresses in some runtimes, so it is put together here. */
function originOf(url: string): string {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}

/** @throws {AppError} `forbidden` */
export function requireSender(name: MessageName, sender: MessageSender, self: { id: string; origin: string }): Sender {
  const who = senderOf(sender, self)
  if (who === null || !senders[name].includes(who))
    throw new AppError('forbidden', `The message "${name}" may not come from there; it was not answered.`)
  return who
}
