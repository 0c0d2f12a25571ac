import { words } from './words.ts'

/** A schema's message as an author reads it: what its library says by default speaks of lengths and types. */
export function saidFault(message: string): string {
  const [, least, got] =
    /^Invalid (?:length|value): Expected >=?\s?(\S+) (?:but|and) received (.*)$/.exec(message) ?? []
  if (least !== undefined)
    return got === '0' && least === '1' ? words.fault.missing : words.fault.atLeast(Number(least))
  const [, most] = /^Invalid (?:length|value): Expected <=?\s?(\S+)/.exec(message) ?? []
  if (most !== undefined) return words.fault.atMost(Number(most))
  if (/^Invalid |^must (not be empty|be a (date|SHA))|^must name at least one/.test(message)) return words.fault.missing
  return `${message[0]?.toUpperCase() ?? ''}${message.slice(1)}.`
}
