import type { RecallList, ReleaseDifference, ReleaseList, RollbackList } from '#core/authoring'
import { plural } from '#core/ui'

type Stage = ReleaseDifference['stage']

export const words = {
  title: 'Releases',
  intro:
    'What learners have, since when and who. Send a release to more people, go back to an earlier one, or withdraw something.',
  back: 'All releases',
  none: 'Nothing is released yet',
  noneText: 'Compose a release once something is approved by an SME and an L&D reviewer.',
  compose: 'Compose the next release',
  composing: 'Composing…',
  composed: (version: number) => `Release ${version} is composed and waits for a signature.`,
  waits: (version: number) => `Release ${version} waits for a signature`,
  lookAndSign: 'Look at it and sign',
  release: (version: number) => `Release ${version}`,
  published: (day: string) => `published ${day}`,
  objects: (n: number) => plural(n, 'object', 'objects'),
  recallRelease: 'takes away what was withdrawn',
  forWhom: (stage: Stage) => `for ${saidStage(stage)}`,
  devices: (n: number, of: number) => `on ${n} of ${plural(of, 'device', 'devices')}`,
  open: 'What it changed',
  widen: 'Send to more people',
  widenText:
    'Devices of these departments get it the next time they look, within a minute where they are awake and online.',
  everybody: 'Everybody',
  some: 'These departments first',
  noDepartments: 'Nobody is in a department yet: handrail people department <person> <department>.',
  send: 'Send',
  cancel: 'Cancel',
  changes: 'What changes',
  changesNone: 'No object changes.',
  versions: (was: number | null, version: number | null) =>
    version === null ? `version ${was}` : was === null ? `version ${version}` : `version ${was} to ${version}`,
  change: { new: 'new', changed: 'changed', removed: 'taken out' },
  words: 'What reads otherwise',
  whom: 'For whom',
  counts: (of: { new: number; changed: number; removed: number }) =>
    [
      ...(of.new ? [`${of.new} new`] : []),
      ...(of.changed ? [`${of.changed} changed`] : []),
      ...(of.removed ? [`${of.removed} taken out`] : []),
    ].join(', ') || 'nothing',
  department: (name: string) => `People in ${name}`,
  warnings: 'To weigh before you sign',
  warningsNone: 'Nothing stands out.',
  goBack: 'Go back to this release',
  goBackOne: (title: string) => `Go back to this version: ${title}`,
  goBackText: (version: number) =>
    `An SME and an L&D reviewer sign the older texts again, then the next release brings back what release ${version} had.`,
  goBackDo: 'Propose to go back',
  rollbacks: 'Ways back',
  rollback: (to: number) => `Back to release ${to}`,
  standing: {
    proposed: 'waits for both signatures',
    agreed: 'both have signed; compose the release',
    stale: 'another release came between: cancel it and propose it again',
    done: 'released',
    cancelled: 'cancelled',
  } satisfies Record<RollbackList[number]['standing'], string>,
  signed: (roles: readonly string[]) =>
    `Signed as ${roles.map((role) => (role === 'sme' ? 'SME' : 'L&D')).join(' and ')}`,
  takenOut: 'taken out',
  backTo: (version: number) => `back to version ${version}`,
  readIt: 'Read it',
  signAs: { sme: 'I agree as SME, and sign', ld: 'I agree as L&D, and sign' },
  signing: 'Signing…',
  withdraw: 'Withdraw',
  withdrawTitle: (title: string) => `Withdraw “${title}”`,
  withdrawText:
    'It is taken from every device: within a minute where it is awake and online. The release without it brings nothing else, and waits for your signature.',
  reason: 'What people are told',
  reasons: {
    wrong: 'Something in it is wrong',
    unsafe: 'Following it could do harm',
    'out-of-date': 'It is out of date',
    law: 'The law or a rule does not allow it',
    other: 'The learning team took it back',
  },
  note: 'Note for colleagues (people are not told)',
  held: 'What it holds',
  heldColumns: { title: 'Title', kind: 'Kind', version: 'Version', act: '' },
  recalls: 'Withdrawn',
  recallsNone: 'Nothing was withdrawn.',
  recalled: (title: string, day: string) => `${title}, ${day}`,
  recallWaits: 'The release without it waits for a signature; devices still have it.',
  reached: (n: number, of: number) => `${n} of ${plural(of, 'device', 'devices')} reached`,
  hidden: (n: number) => `${plural(n, 'device hides', 'devices hide')} it since the lease ended`,
  unreached: (n: number) => `${n} not reached yet`,
  all: 'Every device is reached.',
  heard: {
    today: 'heard of today',
    'this-week': 'this week',
    'this-month': 'this month',
    longer: 'longer ago',
    never: 'never said what they have',
  } satisfies Record<RecallList[number]['reach']['lastHeard'][number]['heard'], string>,
  inDepartment: (name: string | null, unreached: number, of: number) =>
    `${name ?? 'Smaller departments and nobody’s'}: ${unreached} of ${of} not reached`,
}

export function saidStage(stage: Stage): string {
  if (stage === null) return 'everybody'
  return stage.for === 'only' ? stage.departments.join(', ') : `everybody but ${stage.departments.join(', ')}`
}

/** The studio home's line. */
export function lineOf({ releases }: ReleaseList): string {
  const waiting = releases.find(({ publishedAt }) => publishedAt === null)
  const last = releases.find(({ publishedAt }) => publishedAt !== null)
  if (waiting) return words.waits(waiting.version)
  return last ? `${words.release(last.version)} ${words.forWhom(last.stage)}` : words.none
}
