import type { AnswerQueue, AnswerToRead, HoursView, NoticeBoard, ReportBoard, ReportRow } from '#core/authoring'
import type { Engine } from '../../core/engine-api.ts'

/** What the studio answers of reports, hours and notices, for looking at screens: data, and long where people write at length. */
const long = 'The amount above which the team lead is asked has changed, and nobody here was told when. '

const report: ReportRow = {
  id: '019a7b2c-0000-7000-8000-000000000001',
  kind: 'job-aid',
  object: 'refund-approval',
  title: 'Who approves a refund of goods bought on behalf of somebody else',
  released: 3,
  said: [
    {
      at: '2026-10-12T08:00:00.000Z',
      problem: 'wrong',
      version: 3,
      passage: { document: 'refunds', title: 'Refunds', passage: 'limits.1' },
      note: long.repeat(4).trim(),
    },
    { at: '2026-10-11T08:00:00.000Z', problem: 'unclear', version: 2, passage: null, note: null },
  ],
  times: 7,
  owner: { person: 'ines', name: 'Ines Varga' },
  dueOn: '2026-10-13',
  overdue: true,
  answer: null,
  may: ['right'],
  mine: true,
}
export const reports: ReportBoard = {
  today: '2026-10-14',
  open: [
    report,
    { ...report, id: `${report.id.slice(0, -1)}2`, overdue: false, dueOn: '2026-10-19', times: 1, mine: false },
  ],
  answered: [
    {
      ...report,
      id: `${report.id.slice(0, -1)}3`,
      overdue: false,
      answer: {
        outcome: 'fixed',
        version: 3,
        note: 'Thank you, the new limit stands in it.',
        by: 'Ines Varga',
        at: '2026-10-13T08:00:00.000Z',
      },
    },
  ],
  held: 2,
}
const entry = { day: '2026-10-14', minutes: 75, what: 'production', by: 'timer', state: 'kept', version: 1 } as const
export const hours: HoursView = {
  today: '2026-10-14',
  entries: [
    { ...entry, id: 'a', object: { kind: 'job-aid', id: 'refund-approval' }, title: report.title },
    { ...entry, id: 'b', day: '2026-10-09', what: 'maintenance', by: 'typed', minutes: 20, object: null, title: null },
  ],
  months: [
    { month: '2026-10', production: 34, maintenance: null },
    { month: '2026-09', production: 51, maintenance: 12 },
  ],
}
export const notices: NoticeBoard = {
  notices: [
    {
      id: 't1',
      kind: 'task',
      title: `Answer what was reported of “${report.title}”`,
      dueOn: '2026-10-13',
      overdue: true,
      to: '/studio/reports',
    },
    { id: 'r1', kind: 'review', title: 'Review “Before you refund”', dueOn: null, overdue: false, to: '/review/x' },
  ],
  mail: { possible: true, address: 'tomas.lind@customer-service.larkfield.example', stopped: false },
}

const lamp = 'A lamp for 80 that came with a broken foot and without the second part of its stand'
const waitingAnswer = {
  id: 'a'.repeat(32),
  item: 'refund-lamp-80',
  title: lamp,
  domains: [{ id: 'handle-refund', title: 'Handle a refund request' }],
  contested: false,
}
export const answers: AnswerQueue = {
  waiting: [
    { ...waitingAnswer, id: 'b'.repeat(32), item: 'refund-steps', title: 'Steps before a refund', contested: true },
    waitingAnswer,
    { ...waitingAnswer, id: 'c'.repeat(32) },
  ],
  items: [
    {
      item: 'refund-lamp-80',
      title: lamp,
      waiting: 2,
      read: 63,
      machine: { n: 58, qwk: 0.64, low: 0.49, high: 0.76, exact: 0.69, on: '2026-10-13' },
      people: { n: 12, qwk: 0.81, low: 0.58, high: 0.95, exact: 0.83, on: '2026-10-12' },
      feedbackOnly: true,
      curve: [0, 5, 10, 25].map((n) => ({ n, right: 0.61 + n / 100, of: 60 })),
    },
    {
      item: 'parcel-marked-delivered',
      title: 'A parcel marked as delivered',
      waiting: 0,
      read: 44,
      machine: { n: 41, qwk: 0.78, low: 0.66, high: 0.87, exact: 0.76, on: '2026-10-11' },
      people: null,
      feedbackOnly: false,
      curve: [],
    },
  ],
  needs: { answers: 30, qwk: 0.7 },
  mayRead: true,
}
export const answerToRead: AnswerToRead = {
  ...waitingAnswer,
  contested: true,
  situation: [long.repeat(2).trim(), 'Priya has sent three photos and wants 80 back today.'],
  ask: 'What do you do with this refund, and what do you write to her?',
  criteria: [
    {
      id: 'asks-lead',
      text: 'The team lead approves before the money is sent, and it is on the ticket',
      required: true,
      models: ['I ask the team lead to approve the refund', 'The team lead has to approve it first'],
      wrong: ['I send the money back today'],
    },
    { id: 'says-when', text: 'Says by when she hears from us', required: false, models: [], wrong: [] },
  ],
  answer: [
    `${long.repeat(3).trim()} Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung`,
    'Thank you.',
  ],
  note: 'I did name the team lead, in the second sentence.',
  left: 4,
}

/** The studio's door, answering by the last part of the path. */
export const answersWith =
  (replies: Record<string, unknown>): Engine['studio'] =>
  async ({ path }) =>
    replies[path.split('/').at(-1) ?? ''] ?? null
