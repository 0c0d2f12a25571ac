import type { RequestOutcome } from '#core/ledger'
import { plural } from './plural.ts'

const KIB = 1024

/** `0 B`, `812 B`, `4.1 KB`, `12 MB`; a KB is 1,024 bytes. */
export function formatBytes(bytes: number): string {
  if (bytes < KIB) return `${bytes} B`
  const [size, unit] = bytes < KIB * KIB ? [bytes / KIB, 'KB'] : [bytes / KIB / KIB, 'MB']
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`
}

const outcomes: Readonly<Record<RequestOutcome, string>> = {
  ok: 'Answered',
  refused: 'Refused',
  'no-answer': 'No answer',
  stopped: 'Stopped by this device',
  sending: 'Interrupted: how it ended is not known',
}

/** The words of the page that shows what left this device; apart from `messages`, as few people open it. */
export const ledgerWords = {
  title: 'What left this device',
  text: (server: string) =>
    `Every request this device ever made, to ${server} and to nobody else. Each is written down before it is sent. Requests of one kind that follow each other share a line; none is left out.`,
  bytes: 'Sizes are those of the messages themselves. The browser adds a few hundred bytes to carry each.',
  search: 'Look for',
  searchHint: 'For example: record, 2026-11-20, no answer',
  days: 'By day',
  day: 'Day',
  requests: 'Requests',
  sent: 'Sent',
  received: 'Received',
  list: 'One by one',
  counted: (n: number) => `${n} ${plural(n, 'request')}`,
  span: (first: string, last: string) => (first === last ? first : `${first} to ${last}`),
  sentReceived: (sent: number, received: number) => `${formatBytes(sent)} sent, ${formatBytes(received)} received`,
  outcomes,
  unknown: 'Another request',
  sends: 'Sends',
  gets: 'Gets',
  kinds: 'What is in each kind of message',
  beside: 'What else is fetched',
  more: (n: number) => `Show ${n} more`,
  none: 'Nothing was sent yet',
  noneText: 'What this device sends will be listed here.',
  noMatch: 'No request matches that.',
  saveTable: 'Save as a table',
  saveJson: 'Save as JSON',
  fileName: (day: string, ending: string) => `handrail-requests-${day}.${ending}`,
} as const
