import type { HoursView, NoticeBoard, ReportBoard, ReportRow } from '#core/authoring'
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

/** The studio's door, answering by the last part of the path. */
export const answersWith =
  (replies: Record<string, unknown>): Engine['studio'] =>
  async ({ path }) =>
    replies[path.split('/').at(-1) ?? ''] ?? null
