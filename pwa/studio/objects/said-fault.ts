import type { FieldFault } from '#core/base'
import type { Draft } from '#core/content'
import { words } from './words.ts'

/** A fault as an author reads it: where nothing stands yet that is all there is to say, whatever the schema expects. */
export function saidFault(body: Draft, { path, message }: FieldFault): string {
  if (isEmpty(valueAt(body, path))) return words.fault
  return `${message[0]?.toUpperCase() ?? ''}${message.slice(1)}.`
}

function valueAt(body: unknown, path: string): unknown {
  let at = body
  for (const key of path.split('.').filter(Boolean))
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined
  return at
}
const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
