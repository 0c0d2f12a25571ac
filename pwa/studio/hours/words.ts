import { plural } from '#core/ui'

const said = (minutes: number) =>
  minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`

export const words = {
  title: 'Hours',
  intro:
    'What making and looking after content costs. You see your own entries; others see sums of at least five people.',
  said,
  what: { production: 'Making new', maintenance: 'Looking after' },
  start: 'Start timer',
  startOn: { production: 'Time making new', maintenance: 'Time looking after' },
  stop: (minutes: number) => `Stop timer (${said(minutes)})`,
  elsewhere: (minutes: number) => `Stop the timer of other work (${said(minutes)})`,
  saved: 'Saved in your hours',
  waiting: 'Kept on this device; it is saved when the server answers again.',
  forgotten: 'How long was it really?',
  forgottenText: (minutes: number) =>
    `The timer ran for ${said(minutes)}. Nobody works so long without a pause, so say how much of it was work.`,
  minutes: 'Minutes',
  take: 'Save',
  drop: 'It was no work',
  add: 'Add time',
  edit: 'Change',
  editTitle: 'Change this entry',
  remove: 'Remove',
  removeTitle: 'Remove this entry?',
  removeText: 'It counts no more. What it said stays in the history.',
  cancel: 'Cancel',
  day: 'Day',
  kind: 'Kind of work',
  object: 'On',
  noObject: 'Nothing in particular',
  own: 'Your entries',
  none: 'No hours yet',
  noneText: 'Start the timer while you write, or add time by hand.',
  conflict: 'This entry was changed elsewhere meanwhile. What is shown now is the newest; look at it and try again.',
  sums: 'Everybody’s hours',
  sumsText: 'Whole hours of at least five people. Where fewer worked, no sum is shown.',
  month: 'Month',
  few: 'fewer than five people',
  ownSum: (month: string, minutes: number) => `${month}: ${said(minutes)}`,
  by: { timer: 'Timer', typed: 'By hand' },
  columns: { day: 'Day', minutes: 'Time', what: 'Kind of work', object: 'On', by: 'How', change: 'Change' },
  line: (minutes: number) => (minutes === 0 ? 'Nothing of yours this month' : `${said(minutes)} of yours this month`),
  entries: (n: number) => `${n} ${plural(n, 'entry', 'entries')}`,
} as const
