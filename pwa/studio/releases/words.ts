import { lastHeardWords, type ReleaseStage, rollbackStandings, saidStage } from '#core/authoring'
import { plural, recallWords, sentenceCase } from '#core/ui'

const devices = (n: number) => `${n} ${plural(n, 'device')}`

export const words = {
  title: 'Releases',
  intro:
    'What learners have, since when, and on how many devices. Send a release to more people, go back to an earlier one, or withdraw something.',
  back: 'All releases',
  none: 'Nothing is released yet',
  noneText: 'Compose a release once something is approved by an SME and an L&D reviewer.',
  compose: 'Compose the next release',
  composing: 'Composing…',
  composed: (version: number) => `Release ${version} is composed and waits for a signature.`,
  waits: (version: number) => `Release ${version} waits for a signature`,
  lookAndSign: 'Look at it and sign',
  release: (version: number) => `Release ${version}`,
  published: (day: string) => `Published ${day}`,
  objects: (n: number) => `${n} ${plural(n, 'object')}`,
  recallRelease: 'takes away what was withdrawn',
  forThem: (stage: ReleaseStage) => `For ${saidStage(stage)}`,
  forWhom: (stage: ReleaseStage) => `for ${saidStage(stage)}`,
  devices: (n: number, of: number) => `on ${n} of ${devices(of)}`,
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
  standing: rollbackStandings,
  signed: (roles: readonly string[]) =>
    `Signed as ${roles.map((role) => (role === 'sme' ? 'SME' : 'L&D')).join(' and ')}`,
  takenOut: 'taken out',
  backTo: (version: number) => `back to version ${version}`,
  readIt: 'Read it',
  haveRead: 'I have read these versions, and they shall take the place of the newer ones',
  signAs: { sme: 'I agree as SME, and sign', ld: 'I agree as L&D, and sign' },
  signing: 'Signing…',
  withdraw: 'Withdraw',
  withdrawTitle: (title: string) => `Withdraw “${title}”`,
  withdrawText:
    'It is taken from every device: within a minute where it is awake and online. The release without it brings nothing else, and waits for your signature.',
  reason: 'What people are told',
  reasons: Object.fromEntries(
    Object.entries(recallWords).map(([code, said]) => [code, sentenceCase(said)]),
  ) as Readonly<Record<string, string>>,
  note: 'Note for colleagues (people are not told)',
  held: 'What it holds',
  heldColumns: { title: 'Title', kind: 'Kind', version: 'Version', act: '' },
  recalls: 'Withdrawn',
  recallsNone: 'Nothing was withdrawn.',
  recalled: (title: string, day: string) => `${title}, ${day}`,
  recallWaits: 'The release without it waits for a signature; devices still have it.',
  reached: (n: number, of: number) => `${n} of ${devices(of)} reached`,
  hidden: (n: number) => `${n} ${plural(n, 'device hides', 'devices hide')} it since the lease ended`,
  unreached: (n: number) => `${n} not reached yet`,
  all: 'Every device is reached.',
  heard: lastHeardWords,
  inDepartment: (name: string | null, unreached: number, of: number) =>
    `${name ?? 'Smaller departments and nobody’s'}: ${unreached} of ${of} not reached`,
}
