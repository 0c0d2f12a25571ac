import type { ReportOutcome } from '#core/authoring'
import { formatDay, plural, reportWords } from '#core/ui'

export const words = {
  title: 'Reports',
  intro: 'What people say is wrong or out of date. You see their words, never who they are; your answer reaches them.',
  problems: reportWords.problems,
  open: 'Waiting for an answer',
  none: 'Nothing waits for an answer',
  noneText: 'Who finds something wrong says so under the aid; it appears here.',
  times: (n: number) => `reported ${n} times by one person`,
  due: (name: string, day: string) => `${name}, by ${formatDay(day)}`,
  overdue: 'Overdue',
  onVersion: (n: number) => `on version ${n}`,
  about: (document: string) => `About the source “${document}”`,
  noWords: 'Nothing was added in words.',
  released: (n: number | null) => (n === null ? 'In no release now' : `Version ${n} is released`),
  answer: 'Answer',
  answerTitle: (title: string) => `Answer what was reported of “${title}”`,
  outcomes: {
    fixed: 'It is fixed',
    right: 'It is right as it is',
    withdrawn: 'It is withdrawn',
  } satisfies Record<ReportOutcome, string>,
  outcomeText: {
    fixed: (version: number | null) => `Whoever reported it is told: fixed in version ${version}.`,
    right: () => 'Say why; whoever reported it reads your words.',
    withdrawn: () => 'Whoever reported it is told that it is no longer in use.',
  } satisfies Record<ReportOutcome, (version: number | null) => string>,
  notYet: {
    fixed: 'Possible once a mended version is released.',
    withdrawn: 'Possible once it is recalled.',
  },
  note: 'In your words',
  noteFree: 'In your words (optional)',
  send: 'Send the answer',
  cancel: 'Cancel',
  sent: 'Your answer is on its way to who reported it.',
  look: 'Open it',
  edit: 'Change it',
  recall: 'Recall it',
  held: (n: number) =>
    `${n} more ${plural(n, 'object')} ${plural(n, 'was', 'were')} reported by people who have many reports open; they come up as these are answered.`,
  answered: 'Answered',
  answers: {
    fixed: (version: number | null) => `Fixed in version ${version}`,
    right: () => 'Right as it is',
    withdrawn: () => 'Withdrawn',
  } satisfies Record<ReportOutcome, (version: number | null) => string>,
  by: (name: string, at: string) => `${name}, ${formatDay(at)}`,
  line: (open: number, overdue: number) =>
    open === 0
      ? 'Nothing waits'
      : `${open} ${plural(open, 'waits', 'wait')}${overdue > 0 ? `, ${overdue} overdue` : ''}`,
} as const
