import { lastHeardWords, type ReleaseStage, saidStage } from '#core/authoring'
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
  send: 'Send',
  cancel: 'Cancel',
  goBack: 'Go back to this release',
  goBackOne: (title: string) => `Go back to this version: ${title}`,
  goBackText: (version: number) =>
    `An SME and an L&D reviewer sign the older texts again, then the next release brings back what release ${version} had.`,
  goBackDo: 'Propose to go back',
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
