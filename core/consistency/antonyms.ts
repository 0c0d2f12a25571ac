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

/** Whether two stems are opposites: on the list, or one the other with "un" or "non" before it. */
export const areOpposites = (a: string, b: string): boolean =>
  opposites.get(a)?.has(b) === true || isNegated(a, b) || isNegated(b, a)

const isNegated = (stem: string, of: string): boolean =>
  of.length >= 4 && (stem === `un${of}` || stem === `non${of}` || stem === `non-${of}`)

/** Stop words among the opposites: they are looked for in the sentence itself. */
export const isOpposable = (stem: string): boolean => opposites.has(stem)
