import type { LedgerRow } from './row.ts'
import { studioPurpose } from './studio-purposes.ts'

/** What a request is for, what it carries there and back, in words for the person it is about. */
export interface RequestPurpose {
  method: LedgerRow['method']
  /** a segment that begins with `:` stands for any one segment */
  path: string
  purpose: string
  sends: string
  gets: string
}

const nothing = 'Nothing but the address, and the key that says which device asks.'

/** Every kind of request the extension and the app make. Another one is shown by its address alone. */
export const requestPurposes: readonly RequestPurpose[] = [
  {
    method: 'GET',
    path: '/v1/time',
    purpose: 'Ask whether something newer was released',
    sends: nothing,
    gets: 'The newest signed time stamp and the number of the newest release.',
  },
  {
    method: 'POST',
    path: '/v1/sync',
    purpose: 'Exchange your record with your organisation’s server',
    sends:
      'What you did in Handrail (aids offered, opened and rated, answers and results, counts you chose to share), as listed under your own record, checksums of it, and the number of the release this device has. No text, title or address of any page.',
    gets: 'Entries of your record that this device does not have yet.',
  },
  {
    method: 'GET',
    path: '/v1/trust/:number',
    purpose: 'Fetch the list of people and keys that may sign',
    sends: nothing,
    gets: 'The organisation’s signed list of names and public keys.',
  },
  {
    method: 'GET',
    path: '/v1/releases/:version',
    purpose: 'Fetch the list of what a release holds',
    sends: nothing,
    gets: 'A signed list of aids, guides and questions.',
  },
  {
    method: 'GET',
    path: '/v1/objects/:hash',
    purpose: 'Fetch a part of a release',
    sends: nothing,
    gets: 'An approved aid, guide or question, or a file that search needs. All devices fetch all of them.',
  },
  {
    method: 'POST',
    path: '/v1/enrol',
    purpose: 'Join your organisation',
    sends: 'The one-time code of your enrolment link, and the public half of this device’s key.',
    gets: 'Your name and roles, and the key this device uses from then on.',
  },
  {
    method: 'GET',
    path: '/v1/me',
    purpose: 'Ask what your organisation says about you',
    sends: nothing,
    gets: 'Your name, roles and role profiles.',
  },
  {
    method: 'GET',
    path: '/v1/me/readers',
    purpose: 'Ask who looked at what is held about you',
    sends: nothing,
    gets: 'Who opened a case that names you, why, and when they looked.',
  },
  {
    method: 'GET',
    path: '/v1/studio/reviews',
    purpose: 'Look at what waits for review',
    sends: nothing,
    gets: 'The list of drafts that wait for signatures.',
  },
  {
    method: 'GET',
    path: '/v1/studio/reviews/:hash',
    purpose: 'Open a draft to review',
    sends: nothing,
    gets: 'What changed in it, its sources and signatures.',
  },
  {
    method: 'GET',
    path: '/v1/studio/objects/:hash',
    purpose: 'Fetch a draft to review',
    sends: nothing,
    gets: 'The draft itself.',
  },
  {
    method: 'POST',
    path: '/v1/approvals',
    purpose: 'Send your signature',
    sends: 'The approval you signed: whose it is, for which bytes, and when.',
    gets: 'That it was taken.',
  },
  {
    method: 'GET',
    path: '/v1/studio/releases/waiting',
    purpose: 'Look whether a release waits for a signature',
    sends: nothing,
    gets: 'What the waiting release holds.',
  },
  {
    method: 'POST',
    path: '/v1/studio/releases/:version',
    purpose: 'Sign a release',
    sends: 'The release’s list with your signature.',
    gets: 'That it was published.',
  },
  {
    method: 'GET',
    path: '/v1/studio/keys',
    purpose: 'Ask whether your signing key is trusted yet',
    sends: nothing,
    gets: 'The public halves of your signing keys and what became of them.',
  },
  {
    method: 'POST',
    path: '/v1/studio/keys',
    purpose: 'Hand in your signing key',
    sends: 'The public half of the key you made on this device.',
    gets: 'That it was taken.',
  },
  {
    method: 'POST',
    path: '/v1/studio/keys/:kid/withdraw',
    purpose: 'Withdraw your signing key',
    sends: 'The name of the key.',
    gets: 'That it counts for nothing any more.',
  },
  {
    method: 'GET',
    path: '/v1/studio/search-quality',
    purpose: 'Look at how well search answers your organisation’s questions',
    sends: nothing,
    gets: 'The questions and how often they find a right aid.',
  },
  {
    method: 'POST',
    path: '/v1/studio/questions',
    purpose: 'Add a question for checking search',
    sends: 'The question as you typed it there, and the aids that answer it.',
    gets: 'That it was taken.',
  },
  {
    method: 'DELETE',
    path: '/v1/studio/questions/:question',
    purpose: 'Remove a question for checking search',
    sends: nothing,
    gets: 'That it was removed.',
  },
  {
    method: 'GET',
    path: '/v1/studio/objects',
    purpose: 'Look at the placements that are there',
    sends: nothing,
    gets: 'The newest version of each placement.',
  },
  {
    method: 'POST',
    path: '/v1/studio/objects',
    purpose: 'Send a placement for review',
    sends:
      'The placement as you wrote it: its rules, its reason, and for a guide the words of the page each step is known by.',
    gets: 'That it was taken as a draft, or why not.',
  },
  {
    method: 'GET',
    path: '/v1/studio/page-states',
    purpose: 'Look at the pages saved as examples',
    sends: nothing,
    gets: 'Their names, tools, and who saved them.',
  },
  {
    method: 'GET',
    path: '/v1/studio/page-states/:example',
    purpose: 'Fetch a page saved as an example',
    sends: nothing,
    gets: 'The example: structure and labels.',
  },
  {
    method: 'POST',
    path: '/v1/studio/page-states',
    purpose: 'Save a page as an example',
    sends: 'The lines of the page that you looked through and left in: structure and labels, never what fields hold.',
    gets: 'That it was taken.',
  },
  {
    method: 'DELETE',
    path: '/v1/studio/page-states/:example',
    purpose: 'Remove a page saved as an example',
    sends: nothing,
    gets: 'That it was removed.',
  },
  {
    method: 'GET',
    path: '/v1/studio/drift',
    purpose: 'Look at steps of guides that were not found',
    sends: nothing,
    gets: 'Which steps, of which release, on which days; no person.',
  },
]

const segmentsOf = (path: string): string[] => (path.split(/[?#]/, 1)[0] ?? '').split('/')

function fits(pattern: readonly string[], path: readonly string[]): boolean {
  return (
    pattern.length === path.length && pattern.every((segment, at) => segment.startsWith(':') || segment === path[at])
  )
}

function knownRequest(method: string, segments: readonly string[]): RequestPurpose | null {
  const found = requestPurposes.filter((one) => one.method === method && fits(segmentsOf(one.path), segments))
  // a named segment says more than one that stands for any
  return found.sort((a, b) => a.path.split(':').length - b.path.split(':').length)[0] ?? null
}

/** @param path as it is sent, or as a ledger row holds it */
export function requestPurpose(method: string, path: string): RequestPurpose | null {
  const segments = segmentsOf(path)
  return knownRequest(method, segments) ?? studioPurpose(method, segments)
}

/** A path without what could identify: the known form, else each segment that is not a plain word becomes `:id`. */
export const requestShape = (method: string, path: string): string =>
  knownRequest(method, segmentsOf(path))?.path ??
  segmentsOf(path)
    .map((segment) => (/^[a-z][a-z-]{0,30}$|^v\d$|^$/.test(segment) ? segment : ':id'))
    .join('/')
