import { rollbackStandings } from '#core/authoring'
import { roleName as roleNames } from '#core/releases'
import { plural } from '../plural.ts'

/** What both faces say where a release, or a way back to an older one, is signed. */
export const releaseWords = {
  title: (n: number) => `Release ${n} waits for a signature`,
  text: 'What learners’ devices will get once you sign.',
  open: 'Look at the release',
  none: 'No release is waiting',
  noneText: 'L&D composes it under Studio, Releases, from what both reviewers signed.',
  moved: 'The release changed while it was loaded.',
  sign: 'Sign the release',
  signed: (n: number) => `Release ${n} is signed`,
  done: 'Signed and published. Devices take it at their next sync.',
  ldOnly: 'Only an L&D reviewer signs releases.',

  recallTitle: 'Search, with this release',
  recall: (right: number, of: number) => `${right} of ${of} of your questions find a right aid among the first three.`,
  recallBefore: (right: number, of: number, release: number) => `With release ${release} it was ${right} of ${of}.`,
  recallLower: 'This release answers fewer of your questions',
  recallLost: 'These got lost',
  recallNow: (place: number | null) => (place === null ? 'not among the first ten' : `only in place ${place}`),
  recallAccept: 'I have looked at these. Release anyway.',
  recallNone: 'There are no questions of your own to check search with.',

  warnings: 'To weigh before you sign',
  whom: 'For whom',
  everybody: 'Everybody',
  some: 'These departments first',
  counts: (of: { new: number; changed: number; removed: number }) =>
    [
      ...(of.new ? [`${of.new} new`] : []),
      ...(of.changed ? [`${of.changed} changed`] : []),
      ...(of.removed ? [`${of.removed} taken out`] : []),
    ].join(', ') || 'nothing',
  department: (name: string) => `People in ${name}`,
  changes: 'What changes',
  changesNone: 'No object changes.',
  versions: (was: number | null, version: number | null) =>
    version === null ? `version ${was}` : was === null ? `version ${version}` : `version ${was} to ${version}`,
  change: { new: 'new', changed: 'changed', removed: 'taken out', same: 'unchanged' },
  words: 'What reads otherwise',
  unchanged: (n: number) => `${n} unchanged`,
  otherHere: (n: number) => `${n} ${plural(n, 'object')} otherwise than on this device`,
  otherHereText:
    'This device has another release than the one this is compared with. The text that is signed names these too.',

  rollbacks: 'Ways back',
  rollback: (to: number) => `Back to release ${to}`,
  standing: rollbackStandings,
  signedAs: (roles: readonly ('sme' | 'ld')[]) => `Signed as ${roles.map((role) => roleNames[role]).join(' and ')}`,
  takenOut: 'taken out',
  backTo: (version: number) => `back to version ${version}`,
  readIt: 'Read it',
  haveRead: 'I have read these versions, and they shall take the place of the newer ones',
  agreeAs: { sme: `I agree as ${roleNames.sme}, and sign`, ld: `I agree as ${roleNames.ld}, and sign` },
  cancel: 'Drop this way back',
} as const
