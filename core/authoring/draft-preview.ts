import type { FieldFault } from '#core/base'
import type { Draft } from '#core/content'

const MOST_TRIES = 8
const NO_PASSAGE = { document: 'not-chosen-yet', passage: 'none', sha256: '0'.repeat(64) }
/** stands where an author has not written yet */
const GAP = '…'

/**
 * A draft made whole enough to be shown: what is empty is a gap, what cannot be shown is left out. Never saved.
 *
 * @param faultsOf what still keeps it from being a body
 * @returns null where no way to show it is found
 */
export function showableDraft(draft: Draft, faultsOf: (body: Draft) => FieldFault[]): Draft | null {
  const body: Draft = JSON.parse(JSON.stringify(draft))
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const faults = faultsOf(body)
    if (faults.length === 0) return body
    // from the end, so that places before it stay where they are
    for (const { path } of faults.reverse()) mend(body, path.split('.'), tries)
  }
  return null
}

function mend(body: Draft, path: readonly string[], tries: number): void {
  const holder = path.slice(0, -1).reduce<unknown>((at, key) => entryOf(at, key), body)
  const key = path.at(-1) ?? ''
  if (typeof holder !== 'object' || holder === null) return
  const value = entryOf(holder, key)
  if (value === '') set(holder, key, GAP)
  else if (value === GAP || (value === undefined && tries < 2)) set(holder, key, fitting(key))
  // a number that was emptied
  else if (value === null) set(holder, key, 1)
  else if (Array.isArray(value) && tries < MOST_TRIES - 1) value.push(emptyEntry(key))
  else if (Array.isArray(holder)) holder.splice(Number(key), 1)
  else Reflect.deleteProperty(holder, key)
}

/** What a list of that name holds at least one of. */
function emptyEntry(key: string): unknown {
  if (key === 'sources') return NO_PASSAGE
  if (key === 'blocks') return { block: 'text', text: GAP }
  return key === 'rules' ? { matcher: 'host', host: 'tool.example' } : GAP
}
/** What passes for a name, a day, a hash or an address. */
const fitting = (key: string): string =>
  key === 'reviewBy'
    ? '2000-01-01'
    : key === 'sha256'
      ? NO_PASSAGE.sha256
      : key === 'href'
        ? 'https://example.com'
        : 'none'

const entryOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
const set = (holder: object, key: string, value: unknown): boolean => Reflect.set(holder, key, value)
