import { plural } from '#core/ui'

export const words = {
  title: 'In date',
  intro: 'Which procedures somebody still vouches for. Much used and out of date comes first.',
  states: { 'in-date': 'In date', due: 'Due soon', overdue: 'Overdue', 'no-date': 'No date' },
  share: (percent: number) => `${percent} % in date`,
  of: (inDate: number, all: number) => `${inDate} of ${all} ${plural(all, 'document')}`,
  none: 'No documents yet',
  noneText: 'Import documents first; each says by when it is looked at again.',
  trend: 'Share in date, week by week',
  domains: 'By domain',
  folder: (name: string) => (name === '' ? 'Outside all folders' : `Folder ${name}`),
  cadence: 'A review holds',
  months: (n: number) => `${n} ${plural(n, 'month')}`,
  documents: 'Documents',
  columns: {
    title: 'Document',
    state: 'State',
    review: 'Review by',
    owner: 'Owner',
    domain: 'Domain',
    use: 'Opened by',
    resting: 'Rests on it',
    reminded: 'Reminded',
  },
  use: (people: number) => `${people} people a week or more`,
  days: (left: number) =>
    left < 0 ? `${-left} ${plural(-left, 'day')} late` : left === 0 ? 'today' : `in ${left} ${plural(left, 'day')}`,
  reviewed: 'Still right',
  reviewedTitle: 'Looked at and still right?',
  reviewedText: (title: string) =>
    `“${title}” gets its next day of review in a new version, which waits for its two signatures. Say when it is looked at again, or leave it empty for the usual time of its domain.`,
  reviewBy: 'Look at it again by',
  save: 'Make the next version',
  cancel: 'Cancel',
  saved: (day: string) => `Saved as a draft with review by ${day}. It counts once both have signed it.`,
  same: 'It says so already.',
  conflict: 'Somebody saved this document meanwhile. Look at it again.',
  noMail: 'Owners are reminded 30 and 7 days before, in their tasks here. No mail is sent.',
  line: (percent: number | null, overdue: number) =>
    percent === null ? 'No documents yet' : `${percent} % in date, ${overdue} overdue`,
} as const
