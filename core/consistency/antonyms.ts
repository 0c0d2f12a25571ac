import { stemOf } from '#core/retrieval'

/** Words that cannot both be true of one thing. */
const PAIRS =
  'allow/forbid allowed/prohibited allow/prohibit permitted/prohibited permit/forbid enable/disable enabled/disabled before/after include/exclude ' +
  'included/excluded always/never increase/decrease open/closed public/private internal/external required/optional ' +
  'mandatory/optional mandatory/voluntary accept/reject approve/reject approve/deny grant/deny start/stop begin/end add/remove minimum/maximum ' +
  'paid/unpaid possible/impossible eligible/ineligible encrypted/unencrypted refundable/nonrefundable taxable/exempt ' +
  'manual/automatic manually/automatically full-time/part-time with/without above/below over/under more/less earliest/latest ' +
  'online/offline temporary/permanent same/different encouraged/discouraged valid/invalid inside/outside'

const opposites = new Map<string, Set<string>>()
for (const pair of PAIRS.split(' ')) {
  const [a = '', b = ''] = pair.split('/').map((word) => stemOf(word))
  opposites.set(a, (opposites.get(a) ?? new Set()).add(b))
  opposites.set(b, (opposites.get(b) ?? new Set()).add(a))
}

/**
 * The first two stems that are opposites: on the list, or one the other with "un" or "non" before it.
 *
 * @returns null when none are
 */
export function oppositesIn(left: readonly string[], right: readonly string[]): [string, string] | null {
  const those = new Set(right)
  for (const stem of left) {
    for (const other of opposites.get(stem) ?? NONE) if (those.has(other)) return [stem, other]
    for (const other of withoutPrefix(stem)) if (those.has(other)) return [stem, other]
  }
  const these = new Set(left)
  for (const stem of right) for (const other of withoutPrefix(stem)) if (these.has(other)) return [other, stem]
  return null
}

const PREFIXES = ['un', 'non-', 'non']
const NONE: readonly string[] = []
function withoutPrefix(stem: string): readonly string[] {
  if (!stem.startsWith('un') && !stem.startsWith('non')) return NONE
  return PREFIXES.flatMap((prefix) =>
    stem.startsWith(prefix) && stem.length >= prefix.length + 4 ? [stem.slice(prefix.length)] : [],
  )
}

/** Whether a stem is on the list of opposites. */
export const isOpposable = (stem: string): boolean => opposites.has(stem)
