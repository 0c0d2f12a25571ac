import type { BriefFormat } from '#core/content'
import { roleName } from '#core/releases'
import { plural } from '../plural.ts'

/** What is asked for in a brief, as its author chose it. */
const formats: Record<BriefFormat, string> = {
  steps: 'Job aid: steps',
  checklist: 'Job aid: checklist',
  decision: 'Job aid: if this, then that',
  reference: 'Job aid: reference',
  'do-dont': 'Job aid: do and do not',
  script: 'Job aid: what to say',
  'process-guide': 'Process guide in levels',
  'onboarding-module': 'Onboarding module',
  item: 'Task to practise or assess',
  assessment: 'Assessment',
}

const minutes = (n: number): string => `${n} min`

/** What both faces say where somebody reviews and signs. */
export const reviewWords = {
  title: 'Review',
  queue: 'Waiting for signatures',
  empty: 'Nothing waits for review',
  emptyText: 'What authors say is ready appears here until an SME and an L&D reviewer have signed it.',
  notReviewer: 'This page is for reviewers',
  notReviewerText: 'Your roles do not include reviewing.',
  back: 'Back to the queue',
  again: 'Try again',
  version: (n: number) => `version ${n}`,
  by: (names: string) => `by ${names}`,
  signed: { sme: 'SME signed', ld: 'L&D signed' },
  unsigned: { sme: 'SME: not yet', ld: 'L&D: not yet' },

  noDomain: 'Belongs to no competency',
  domainLoad: (waits: number, reserved: number) => `${minutes(waits)} wait, ${minutes(reserved)} a week reserved`,
  over: 'More than is reserved',
  minutes,
  notMine: (n: number) => `${n} not for you now`,
  reviewedHere: 'Reviewed, not signed yet',
  hours: 'Hours',
  hoursText: 'How much waits in each domain, the time reserved for it, and what could be set aside.',

  asLearners: 'As learners will see it',
  difference: (n: number | null) =>
    n === null ? 'First version: everything is new' : `What changed since version ${n}`,
  unchanged: 'The text is the same as before.',
  change: { added: 'Added', removed: 'Removed', same: 'Unchanged', changed: 'Changed' },
  same: (n: number) => `${n} unchanged ${plural(n, 'line')}`,

  brief: 'Brief',
  noBrief: 'No brief: it was imported without one.',
  briefFor: (competency: string, role: string) => `For ${role}, about ${competency}`,
  briefContext: 'Used',
  briefObjective: 'Afterwards they can',
  briefFormat: 'As',
  formats,
  briefSources: 'From',

  unsourced: 'Sentences no passage supports',
  unsourcedText: 'The author answers for these. Is the reason good enough?',
  reason: 'The author’s reason',
  parts: 'Part by part',
  madeBy: (by: string) => (by === 'extraction' ? 'Taken from the passages' : `Written by the model ${by}`),
  restsOn: 'Rests on',

  sources: 'Sources',
  sourcesText: 'Marked: words that stand in both.',
  sourceChanged: 'Changed since this was written',
  sourceUnsigned: 'Not signed by both yet',
  sourceMissing: 'This passage cannot be found. Ask the author before you sign.',
  noSources: 'No source is named.',

  notes: 'Comments',
  noNotes: 'Nobody has said anything yet.',
  act: { comment: '', 'changes-requested': 'asked for changes', 'request-withdrawn': 'took the request back' },
  onVersion: (n: number) => `on version ${n}`,
  about: 'About',
  whole: 'The whole',
  noteLabel: 'Comment',
  send: 'Comment',
  request: 'Request changes',
  requestHint: 'It goes back to its author with this comment, and comes back as a new version.',
  withdraw: 'Take my request back',
  requested: (name: string) => `${name} asked for changes. It is back with its author.`,
  answerIt: 'A new version answers it: change the object and say that it is ready.',
  changeIt: 'Change it',
  sent: 'Your comment is there.',
  sentRequest: 'Sent back to its author.',
  sentWithdrawn: 'Your request is taken back; it waits for signatures again.',
  noteEmpty: 'Write what should change first.',

  signTitle: 'Your signature',
  criteriaAs: { sme: `As ${roleName.sme}`, ld: `As ${roleName.ld}` },
  chooseRole: 'You may sign in one role',
  criteria: {
    accuracy: 'Accuracy: what it says is right, and the sources say so',
    tone: 'Tone: plain, respectful, for the people it is for',
    compliance: 'Compliance: law, safety and our own rules are kept',
  },
  signAs: { sme: `Sign as ${roleName.sme}`, ld: `Sign as ${roleName.ld}` },
  signMany: {
    sme: (n: number) => `Sign ${n} as ${roleName.sme}`,
    ld: (n: number) => `Sign ${n} as ${roleName.ld}`,
  },
  later: 'Reviewed, sign with the others',
  laterHint: 'It joins what you have reviewed; one signature then covers all of it.',
  gathered: 'You have reviewed this. Sign it with the others.',
  toGathered: 'To what I have reviewed',
  takeBack: (title: string) => `Take “${title}” back`,
  manyHint: 'You looked at each of them. Your key signs exactly these bytes, with one signature.',
  confirmMany: (n: number) => `I sign exactly the bytes of ${n === 1 ? 'this one' : `these ${n}`}`,
  manyDone: (n: number) => `Signed ${n}. The other role may still have to sign.`,
  gone: 'Changed or signed meanwhile, so it was taken off this list',
  confirm: (hash: string) => `I sign exactly these bytes: ${hash}`,
  confirmHint: {
    object:
      'Your key signs the bytes of this object as shown here. If one byte changes, your signature no longer counts.',
    release:
      'Your key signs the text of this release, which names each object by its bytes. If one changes, your signature no longer counts.',
  },
  signing: 'Signing',
  done: 'Signed. The other role may still have to sign.',

  keyTitle: 'Your signing key',
  keyState: {
    none: 'To sign, this browser makes a key. It stays in this browser and cannot be copied out. Its public half goes to the server.',
    waiting:
      'Your key waits until the root holders of your organisation accept it. You can read everything meanwhile. They will ask you for its name:',
    trusted: 'Your key is trusted.',
    withdrawn: 'Your key was withdrawn and counts for nothing any more. Make a new one to sign again.',
  },
  keyMake: 'Make my signing key',
  keyMakePasskey: 'Make my signing key with a passkey',
  keyMakePlain: 'Without a passkey',
  keyMakeElsewhere: 'With a security key',
  keyLocked: 'It opens with your passkey for each signature.',
  keyPlain: 'It is protected by this browser alone: whoever can use this browser can sign.',
  keyNoPasskey: 'This passkey cannot keep a secret, so the key is protected by this browser alone.',
  keyCheck: 'Check again',
  keyChange: 'Replace or withdraw this key',
  keyReplace: 'Make a new key',
  keyReplaceText:
    'A new key is made beside this one, which signs until the new one is trusted. What you signed stays signed.',
  keyReplacing: (name: string) => `The new key ${name} takes its place once it is trusted.`,
  keyWithdrawText:
    'Was it lost, or used by somebody else? Withdrawn, it counts for nothing: what it signed is taken from people’s devices until somebody signs it again.',
  keyWithdrawSure: 'I understand that this cannot be taken back.',
  keyWithdraw: 'Withdraw this key',
  keyName: (kid: string) => `Key ${kid}`,

  loadTitle: 'Hours for review',
  loadText:
    'Hours come from Readiness, Reviewers with hours. Where more waits than is reserved, nothing new is drafted until it fits again.',
  loadNone: 'Nothing waits, and nobody has reserved hours yet',
  role: { sme: 'SMEs', ld: 'L&D reviewers' },
  roleLoad: (waits: number, reserved: number) => `${waits} of ${reserved} min`,
  noReviewer: 'nobody',
  drop: 'What could be set aside',
  dropText: 'Least urgent first. What is set aside stays as it is and can be put back at any time.',
  setAside: 'Set aside',
  aside: 'Set aside',
  asideBy: (name: string, day: string) => `by ${name} on ${day}`,
  putBack: 'Put back',
  fits: 'All that waits fits into the hours.',
} as const
