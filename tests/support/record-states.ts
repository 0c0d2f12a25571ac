import type {
  CompetencyStanding,
  DueWork,
  MyAnswer,
  NextStep,
  PartAnswer,
  PartStanding,
} from '../../core/engine-api.ts'
import { DAY_MS, NOW_MS } from './states-now.ts'

/** What a record and its due work can look like. */
const answerOf = (id: string, title: string, correct: boolean, days: number, sure = false): PartAnswer => ({
  id,
  attempt: 'attempt-0',
  title,
  correct,
  aided: false,
  sure,
  atMs: NOW_MS - days * DAY_MS,
})
const part = (id: string, title: string, over: Partial<PartStanding> = {}): PartStanding => ({
  id,
  title,
  state: 'not-asked',
  likely: null,
  answers: [],
  wrongAndSure: 0,
  wrongAndUnsure: 0,
  due: null,
  ...over,
})
export const standings: CompetencyStanding[] = [
  {
    ...pickStanding('handle-refund', 'Handle a refund request', 'not-yet', 'can-do'),
    why: 'With the aid you showed all parts; alone you missed “Refund limits”.',
    parts: [
      part('sub-0', 'Refund limits', {
        state: 'missed',
        likely: { p: 0.38, low: 0.2, high: 0.6, why: 'Of 3 answers 1 was right; the last was wrong, 9 days ago.' },
        answers: [
          answerOf('a1', 'A lamp for £80', false, 9, true),
          answerOf('a2', 'A rug for £320', false, 9),
          answerOf('a3', 'A second refund', true, 9),
        ],
        wrongAndSure: 1,
        wrongAndUnsure: 1,
      }),
      part('sub-1', 'Evidence before a refund', {
        state: 'shown',
        likely: { p: 0.88, low: 0.7, high: 0.96, why: 'The one answer so far was right, 9 days ago.' },
        answers: [answerOf('a4', 'No photo', true, 9)],
        due: {
          kind: 're-check',
          competency: 'handle-refund',
          subCompetency: 'sub-1',
          assessment: 'refunds',
          title: 'Evidence before a refund',
          dueAtMs: NOW_MS + 3 * DAY_MS,
          why: 'You showed it on 5 October 2026.',
        },
      }),
      part('sub-2', 'Sending the money'),
    ],
    curve: [
      { attempt: 'a', atMs: NOW_MS - 60 * DAY_MS, aided: true, verdict: 'not-yet', likely: 0.3 },
      { attempt: 'b', atMs: NOW_MS - 40 * DAY_MS, aided: false, verdict: 'not-yet', likely: 0.12 },
      { attempt: 'c', atMs: NOW_MS - 30 * DAY_MS, aided: true, verdict: 'can-do', likely: 0.93 },
      { attempt: 'd', atMs: NOW_MS - 9 * DAY_MS, aided: false, verdict: 'not-yet', likely: 0.35 },
    ],
    next: {
      step: 'read-aid',
      title: 'Who approves a refund',
      why: 'You missed “Refund limits” on 5 October; this aid covers just that.',
    },
  },
  {
    ...pickStanding('route-ticket', 'Route a ticket', 'can-do', 'no-evidence'),
    why: 'You showed both parts without an aid.',
    curve: [{ attempt: 'attempt-2', atMs: NOW_MS - 20 * DAY_MS, aided: false, verdict: 'can-do', likely: 0.95 }],
    parts: [part('sub-3', 'Choose the queue', { state: 'shown' })],
  },
  {
    ...pickStanding('protect-account', 'Protect a customer account', 'no-evidence', 'no-evidence'),
    why: 'Not assessed yet.',
    parts: [part('sub-4', 'Make sure who is asking')],
    inRole: false,
  },
]

function pickStanding(
  id: string,
  title: string,
  alone: CompetencyStanding['alone'],
  withAid: CompetencyStanding['withAid'],
): CompetencyStanding {
  return { id, title, alone, withAid, inRole: true, why: '', changes: [], parts: [], curve: [], next: null }
}

export const LONG =
  'Rückerstattungsgenehmigungsverfahrensordnung for goods bought on behalf of somebody else who cannot come'
export const longStandings: CompetencyStanding[] = standings.map((one) => ({
  ...one,
  title: LONG,
  why: `${one.why} `.repeat(6),
  changes: [`On 2026-12-01 renamed: “${LONG}” became “استرداد المبلغ”.`],
  parts: one.parts.map((each) => ({ ...each, title: LONG, state: 'with-aid' })),
}))
export const dueSteps: NextStep[] = [
  {
    step: 're-check',
    ref: { kind: 'assessment', id: 'refunds' },
    attempt: null,
    focus: ['sub-1'],
    title: 'Refunds',
    why: 'You showed “Evidence before a refund” on 5 October; after 9 days about one in ten people has lost it.',
    minutes: null,
  },
  {
    step: 're-assessment',
    ref: { kind: 'assessment', id: 'tickets' },
    attempt: null,
    title: 'Priority and handover',
    why: 'You showed it alone on 14 September; 30 days later the whole is asked once more.',
    minutes: null,
  },
]
export const due: DueWork[] = [
  {
    kind: 're-check',
    competency: 'handle-refund',
    subCompetency: 'sub-0',
    assessment: 'refunds',
    title: 'Refund limits',
    dueAtMs: NOW_MS + 4 * DAY_MS,
    why: 'You showed it.',
  },
]
const answered = (id: string, title: string, over: Partial<MyAnswer> = {}): MyAnswer => ({
  id,
  attempt: 'attempt-0',
  item: 'refund-lamp-80',
  title,
  atMs: NOW_MS - 9 * DAY_MS,
  response: { answer: 'text', text: 'I would refund the 80 pounds at once.' },
  said: ['I would refund the 80 pounds at once.'],
  changedSince: false,
  confidence: 'sure',
  aided: false,
  late: false,
  state: 'counts',
  correct: false,
  score: 0,
  read: null,
  contested: null,
  mayContest: true,
  ...over,
})
export const myAnswers: MyAnswer[] = [
  answered('a1', 'A lamp for £80'),
  answered('a2', 'A rug for £320', {
    said: ['1. Look at the order', '2. Ask the team lead', '3. Refund'],
    correct: true,
    score: 1,
    aided: true,
    late: true,
    confidence: 'think-so',
    mayContest: false,
    read: {
      atMs: NOW_MS - 8 * DAY_MS,
      criteria: [
        { criterion: 'lead', text: 'Asks the team lead first', verdict: 'met' },
        { criterion: 'when', text: 'Tells the customer when', verdict: 'missed' },
      ],
      note: 'Say when they will hear from us, then this is complete.',
    },
    contested: { atMs: NOW_MS - 9 * DAY_MS, note: null, decision: 'changed', said: null },
  }),
  answered('a3', LONG, { state: 'waiting', mayContest: false, said: [], changedSince: true }),
]
