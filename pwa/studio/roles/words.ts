import { plural } from '#core/ui'

/** The words of the role profiles' screens, fetched with them. */
export const words = {
  title: 'Role profiles',
  intro: 'What each role needs, who answers for that, and how old that knowledge is.',
  line: (n: number, stale: number, due: number) =>
    stale > 0
      ? `${stale} of ${n} out of date`
      : due > 0
        ? `${due} of ${n} to look at within 30 days`
        : `${n} ${plural(n, 'profile')}, all in date`,
  none: 'No role profiles yet',
  noneText: 'Write the first one: a role, its owner, and what it needs.',
  add: 'New role profile',
  newTitle: 'New role profile',
  back: 'Back to role profiles',
  column: { title: 'Role', owner: 'Owner', reviewed: 'Reviewed', due: 'Holds until', needs: 'Needs', state: 'State' },
  review: { fresh: 'In date', due: 'Due soon', stale: 'Out of date' },
  staleText:
    'It is past its cadence. Every gap that rests on it is marked and stays out of reports until its owner confirms it.',
  dueText: (day: string) => `It holds until ${day}. Its owner is asked to look at it again before then.`,
  freshText: (day: string) => `It holds until ${day}.`,
  name: 'Role',
  id: 'Short id',
  owner: 'Owner',
  ownerHint: 'The person who answers for it: their name or their id here.',
  reviewedOn: 'Reviewed on',
  cadence: 'Looked at again after',
  months: (n: number) => `${n} ${plural(n, 'month')}${n === 6 ? ' (fast field)' : ''}`,
  needs: 'What it needs',
  needsText: 'Each competency with the level, and how much it counts within the role.',
  unconfirmed: 'Unconfirmed',
  unknown: 'Not in the map',
  level: 'Level',
  weight: 'Counts',
  weights: { '1': 'Fully', '0.75': 'Much', '0.5': 'Half', '0.25': 'A little' },
  add1: 'Add a competency',
  choose: 'Choose a competency',
  remove: 'Remove',
  removeOne: (title: string) => `Remove ${title}`,
  missing: 'A role, its id, an owner, a day and at least one competency are needed before it can be saved.',
  history: 'History',
  confirm: 'Confirm that it still holds',
  confirmTitle: 'Does it still hold?',
  confirmText: (owner: string) =>
    `${owner} says that the role needs exactly this, as of today. It becomes a new version, a draft.`,
  confirmNote: 'How the owner said so, if you are writing it down for them',
  confirmDo: 'Yes, it holds',
  cancel: 'Cancel',
  confirmFirst: 'Save or throw away your text first.',
  reviews: 'Confirmed before',
} as const
