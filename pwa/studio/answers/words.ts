import { formatDay, pageLocale, plural } from '#core/ui'

const percent = (share: number) => new Intl.NumberFormat(pageLocale(), { style: 'percent' }).format(share)
const points = (value: number) =>
  new Intl.NumberFormat(pageLocale(), { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value)

export const words = {
  title: 'Answers',
  intro: 'Answers that wait for a person. You see the words, never who wrote them or when.',
  back: 'Back to answers',
  line: (n: number) => (n === 0 ? 'Nothing waits' : `${n} ${plural(n, 'waits', 'wait')} for a person`),
  none: 'No answer waits for you',
  noneText: 'When a machine is unsure, may not decide, or somebody contests a score, the answer appears here.',
  notYours: 'SMEs read answers',
  notYoursText: 'You see how far people and the machine agree on each question, and no answer.',
  waiting: (n: number) => `${n} ${plural(n, 'answer waits', 'answers wait')}`,
  nothingWaits: 'Nothing waits',
  read: (n: number) => `${n} read`,
  open: 'Read',
  openTitle: (title: string) => `Read answers to “${title}”`,
  contested: 'Contested',
  agreementTitle: 'How far people agree with the machine',
  people: 'Two people with each other',
  machine: 'Machine with people',
  agreed: ({
    qwk,
    low,
    high,
    exact,
    n,
    on,
  }: {
    qwk: number
    low: number
    high: number
    exact: number
    n: number
    on: string
  }) =>
    `${points(qwk)} (${points(low)} to ${points(high)}), the same points on ${percent(exact)} of ${n}, up to ${formatDay(on)}`,
  unknown: 'Not known yet',
  feedbackOnly: 'Feedback only',
  counts: 'The machine’s word counts',
  needs: ({ answers, qwk }: { answers: number; qwk: number }) =>
    `The machine’s word counts from ${points(qwk)} over ${answers} answers that both scored. Below that it gives feedback, and a person decides.`,
  scale:
    'Agreement is quadratic weighted kappa: 1 is the same points on every answer, 0 is what chance gives. In brackets its 90 % interval.',
  curve: 'Criteria judged as people did, by how many read answers the machine had as evidence',
  curveHead: 'Read answers',
  curveRight: 'Judged alike',
  percent,
  question: 'The task',
  answer: 'The answer',
  contestedWhy: 'Why it is contested',
  contestedNoWords: 'Who wrote it asked that a person reads it, without saying why.',
  rubric: 'What it is read for',
  required: 'Required',
  good: 'Good to have',
  meets: 'Meets it, for example',
  fails: 'Does not meet it',
  met: 'Met',
  missed: 'Not met',
  keys: 'Keys: M met, N not met, then the next one. Ctrl + Enter sends.',
  note: 'To who wrote it (optional)',
  noteNeeded: 'To who wrote it: why you decide so',
  send: 'Send',
  kept: 'No connection. What you said is kept here and sent when you are back.',
  sent: 'Sent. Who wrote it is told with their next connection.',
  compare: 'What the machine had said',
  noMachine: 'The machine had not judged it.',
  you: 'You',
  machineName: 'Machine',
  verdicts: { met: 'Met', missed: 'Not met', unsure: 'Cannot tell' },
  next: 'Next answer',
  done: 'Back to answers',
  left: (n: number) => (n === 0 ? 'The last one for you' : `${n} more after this`),
} as const
