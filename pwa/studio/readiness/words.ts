import type { Gate } from '#core/authoring'

const gates: Readonly<Record<Gate, { title: string; text: string; off: string }>> = {
  'path-recommendation': {
    title: 'Recommending what to learn next',
    text: 'Today puts first what is least known of each learner. Devices follow within the hour.',
    off: 'Off, Today lists what the role asks for in the order of its signed profile, beside what was begun and the aid of what was missed.',
  },
  'model-drafting': {
    title: 'Drafting with a model',
    text: 'Drafts made by the language model of your organisation, where it has one, from approved passages.',
    off: 'Off, nothing is sent to a model; drafts are made from the passages alone.',
  },
  scaling: {
    title: 'Scaling beyond the pilot',
    text: 'What was tried with some is offered to all. This version has nothing yet that waits for it.',
    off: 'Off, it stays with the pilot.',
  },
}

/** The words of the readiness screen, fetched with it. */
export const words = {
  title: 'Readiness',
  intro:
    'Steps in a fixed order, each with its evidence. What the system can see it checks by itself, every time; evidence that stops being true closes its step again. Approved aids and search are never held back.',
  line: (done: number, of: number) => `${done} of ${of} steps have their evidence`,
  steps: 'Steps',
  state: { done: 'Done', open: 'Open', waiting: 'Filled in; a step above is open' },
  missing: 'Missing',
  seen: 'Seen by the system',
  said: (by: string, day: string) => `Said by ${by}, as of ${day}`,
  withdrawn: (by: string) => `Taken back by ${by}`,
  fill: 'Fill in',
  change: 'Change',
  takeBack: 'Take it back',
  systemOnly: 'The system sees this for itself; nothing is to be filled in.',
  on: 'Found to be so on',
  note: 'Remark',
  addRow: 'Add a line',
  dropRow: (n: number) => `Take out line ${n}`,
  row: (n: number) => `Line ${n}`,
  save: 'Keep as evidence',
  cancel: 'Cancel',
  choose: 'Choose',
  duties: { audit: 'Audit', transparency: 'Transparency', maintenance: 'Maintenance' },
  hoursCount: 'These hours count for the review queue already.',
  late: (when: string) =>
    `What you filled in on ${when} came too late to be kept: somebody had changed the step meanwhile.`,
  takeLate: 'Put it into the form',
  letGo: 'No longer needed',
  conflict: 'Somebody else changed this step just now. Theirs counts; yours is kept and stands here too.',
  switches: 'What opens with it',
  isOn: 'On',
  isOff: 'Off',
  wantedOff: 'Wanted, but closed',
  turnOn: 'Switch on',
  turnOff: 'Switch off',
  waitsFor: 'Waits for',
  decided: (by: string, day: string) => `Decided by ${by}, ${day}`,
  gates,
} as const
