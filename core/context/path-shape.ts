import { SIGNAL_LIMITS } from './signal-limits.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const hash = /^(?=.*\d)[0-9a-f]{8,}$/i
/** Route names are lower case or Capitalised; ids made by machines change case inside. */
const scrambled = /^(?=(?:.*[a-z][A-Z]){2})[\w-]{10,}$/
const LONGEST_ROUTE_NAME = 40

function isData(segment: string): boolean {
  const digits = segment.match(/\d/g)?.length ?? 0
  return (
    digits >= 3 ||
    digits === segment.length ||
    segment.length > LONGEST_ROUTE_NAME ||
    /[%@=+,;]/.test(segment) ||
    uuid.test(segment) ||
    hash.test(segment) ||
    scrambled.test(segment)
  )
}

/**
 * The shape of a page's path: what varies from one record to the next becomes `:id`, so that rules hold for all of them
 * and no record is named. The query is dropped; a route kept in the fragment (`#/tickets/7`) is followed.
 *
 * @param path as in the address, e.g. `/tickets/4711/refund?tab=2`
 * @returns begins with "/", e.g. `/tickets/:id/refund`; at most 300 characters
 */
export function pathShape(path: string): string {
  const [address = '', fragment = ''] = path.split('#', 2)
  const route = /^!?\//.test(fragment) ? fragment.replace(/^!/, '') : ''
  const segments = [address, route]
    .map((part) => part.split('?', 1)[0] ?? '')
    .flatMap((part) => part.split('/'))
    .filter((segment) => segment !== '')
    .map((segment) => (isData(segment) ? ':id' : segment))
  return `/${segments.join('/')}`.slice(0, SIGNAL_LIMITS.pathShape)
}
