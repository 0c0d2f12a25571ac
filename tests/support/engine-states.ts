import type {
  AidCard,
  AttemptProgress,
  AttemptResult,
  Engine,
  ItemOutcome,
  Me,
  MyRecord,
  MyReport,
  NextStep,
  OpenedObject,
  PresentedItem,
  QualityCheck,
  QueueEntry,
  ReleaseState,
  ReviewDetail,
  SearchHit,
  SearchQuality,
  SyncState,
  Turn,
  Unanswered,
  WaitingRelease,
} from '../../core/engine-api.ts'
import { LONG, standings } from './record-states.ts'
import { DAY_MS, NOW_MS } from './states-now.ts'

export { NOW_MS }

/** States an engine can be in, for looking at screens. Nothing here decides anything: it is data the API's types allow. */

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

export const learner: Me = {
  tenant: 'larkfield',
  person: 'mira',
  name: 'Mira Osei',
  roles: ['learner'],
  device: 'device-1',
  server: 'https://handrail.larkfield.example',
  demo: false,
}
export const reviewer: Me = { ...learner, person: 'tomas', name: 'Tomas Lind', roles: ['sme', 'ld'], demo: true }

export const release: ReleaseState = {
  version: 7,
  installedAtMs: NOW_MS - 2 * DAY_MS,
  lease: 'fresh',
  freshUntilMs: NOW_MS + 5 * DAY_MS,
  refused: null,
}
export const inSync: SyncState = {
  state: 'in-sync',
  unsent: 0,
  oldestUnsentAtMs: null,
  lastOkMs: NOW_MS - 2 * MINUTE_MS,
  message: null,
}
export const unsentOffline: SyncState = {
  state: 'offline',
  unsent: 3,
  oldestUnsentAtMs: NOW_MS - 2 * HOUR_MS,
  lastOkMs: NOW_MS - 2 * HOUR_MS,
  message: null,
}

const card = (id: string, title: string, summary: string, competency: string, kind = 'job-aid'): AidCard => ({
  kind,
  id,
  title,
  summary,
  competencies: [competency],
  stale: false,
})
export const aids: AidCard[] = [
  card(
    'refund-approval',
    'Who approves a refund',
    'You are about to refund and need to know whether you may',
    'refund-limits',
  ),
  card('before-you-refund', 'Before you refund', 'Three checks before any money goes back', 'refund-limits'),
  card('check-who-is-asking', 'Check who is asking', 'Somebody wants to change an account', 'identity'),
  {
    ...card(
      'hand-over-a-ticket',
      'Hand over a ticket',
      'A ticket needs the second line',
      'escalation',
      'process-guide',
    ),
    stale: true,
  },
]
export const hits: SearchHit[] = [
  {
    ...aids[0]!,
    why: ['title says “refund”', 'about the same thing'],
    titleMarks: [[15, 21]],
    excerpt: {
      text: 'Above £50 and up to £300 the team lead of the shift approves the refund before it is sent.',
      marks: [[65, 71]],
    },
    score: 0.92,
  },
  {
    ...aids[1]!,
    why: ['about the same thing'],
    titleMarks: [],
    excerpt: { text: 'Check that the order has not been refunded already, in full or in part.', marks: [] },
    score: 0.61,
  },
]

/** Titles, passages and reasons as long as they get, in several scripts, marks at both ends. */
export const longHits: SearchHit[] = [
  {
    ...hits[0]!,
    id: 'long',
    kind: 'onboarding-module',
    title: 'Rückerstattungsgenehmigungsverfahrensordnung for a refund of goods bought on behalf of somebody else',
    titleMarks: [[51, 57]],
    excerpt: {
      text: `refund ${'of what was bought for a customer who cannot come in person, '.repeat(6)}refund`,
      marks: [
        [0, 6],
        [384, 390],
      ],
    },
    why: [
      'title says “refund”',
      'says “money back”, another word for “refund”',
      'written like “refnud”',
      'about the same thing',
    ],
    stale: true,
  },
  {
    ...hits[1]!,
    id: 'rtl',
    title: 'سياسة الاسترداد والموافقة',
    titleMarks: [[6, 15]],
    excerpt: { text: 'يوافق قائد الفريق على الاسترداد قبل إرساله.', marks: [[22, 31]] },
  },
]

export const opened: OpenedObject = {
  kind: 'job-aid',
  id: 'refund-approval',
  version: 3,
  title: 'Who approves a refund',
  summary: 'You are about to refund and need to know whether you may',
  blocks: [
    { block: 'text', text: 'The limit counts everything refunded on the same order so far.' },
    {
      block: 'decision',
      rows: [
        { when: 'up to £50 on one order', do: 'refund it yourself' },
        { when: 'above £50, up to £300', do: 'ask the team lead of the shift, before you send it' },
        { when: 'above £300', do: 'ask the Head of Customer Service' },
      ],
    },
    { block: 'callout', tone: 'warning', text: 'Two refunds of £30 on one order are £60: the team lead approves.' },
    { block: 'heading', text: 'Asking for approval', level: 2 },
    {
      block: 'steps',
      items: [
        'Write an internal note with order number, amount and reason.',
        'Assign the ticket to the team lead.',
        'Tell the customer when they will hear from us.',
      ],
    },
    {
      block: 'do-dont',
      do: ['Write down an approval given by word of mouth'],
      dont: ['Promise the amount before it is approved', 'Split a refund to stay under the limit'],
    },
    {
      block: 'checklist',
      items: ['The order belongs to the customer', 'Not refunded already', 'Photo or “received” mark is there'],
    },
    {
      block: 'table',
      head: ['Way', 'Arrives within', 'Who sends it'],
      rows: [
        ['Card', '5 working days', 'You'],
        ['Bank transfer', '8 working days', 'Payments team'],
      ],
    },
    { block: 'list', items: ['Same card', 'Same account', 'Same gift card'] },
    { block: 'quote', text: 'Money goes back the way it came.', document: 'Refunds', passage: 'sending-the-money.1' },
    { block: 'term', term: 'Ground', meaning: 'why the customer may have the money back' },
    { block: 'keys', keys: ['Ctrl', 'Enter'], does: 'saves the note' },
    { block: 'link', href: 'https://larkfield.example/refunds', text: 'The full procedure' },
    { block: 'image', sha256: 'a'.repeat(64), alt: 'The refund form with the amount field marked' },
    {
      block: 'media',
      sha256: 'b'.repeat(64),
      title: 'A refund from start to end',
      transcript: 'Mira opens the ticket and checks the order first.',
    },
  ],
  trust: {
    version: 3,
    document: null,
    approvals: [
      { role: 'sme', person: 'ines', name: 'Ines Varga', at: '2026-09-28T10:00:00Z' },
      { role: 'ld', person: 'tomas', name: 'Tomas Lind', at: '2026-09-29T15:20:00Z' },
    ],
    release: 7,
    sources: [
      {
        document: 'refunds',
        title: 'Refunds',
        id: 'limits.1',
        passage: 'limits.1',
        versionDate: '2026-03-02',
        change: null,
        overdueSince: null,
      },
    ],
    reviewBy: '2027-03-01',
    lease: 'fresh',
  },
}
export const myReports: MyReport[] = [
  {
    id: '019a7b2c-0000-7000-8000-000000000007',
    ref: { kind: 'job-aid', id: 'refund-approval' },
    title: 'Who approves a refund',
    problem: 'out-of-date',
    note: 'The limit changed on Monday, ask Rosa. '.repeat(6).trim(),
    atMs: NOW_MS - HOUR_MS,
    sent: false,
    answer: null,
  },
  {
    id: '019a7b2c-0000-7000-8000-000000000006',
    ref: { kind: 'job-aid', id: 'refund-approval' },
    title: 'Who approves a refund',
    problem: 'wrong',
    note: null,
    atMs: NOW_MS - 6 * DAY_MS,
    sent: true,
    answer: {
      id: '019a7b2c-0000-7000-8000-000000000008',
      outcome: 'right',
      version: null,
      by: 'Ines Varga',
      note: 'It begins on 1 December.',
      atMs: NOW_MS - 2 * DAY_MS,
    },
  },
]
export const openedStale: OpenedObject = {
  ...opened,
  trust: {
    ...opened.trust,
    lease: 'stale',
    reviewBy: '2026-09-01',
    sources: opened.trust.sources.map((s) => ({ ...s, change: 'changed' as const })),
  },
}

export const steps: NextStep[] = [
  {
    step: 'resume-assessment',
    ref: { kind: 'assessment', id: 'refunds' },
    attempt: 'attempt-1',
    title: 'Refunds',
    why: 'You began this at 9:10 and answered two questions. Your place is kept.',
    minutes: 6,
  },
  {
    step: 'read-aid',
    ref: { kind: 'job-aid', id: 'refund-approval' },
    attempt: null,
    title: 'Who approves a refund',
    why: 'You missed “Refund limits” on 12 October; this aid covers just that.',
    minutes: 2,
  },
  {
    step: 'start-assessment',
    ref: { kind: 'assessment', id: 'customer-data' },
    attempt: null,
    title: 'Customer data',
    why: 'Your role needs it and there is no evidence yet.',
    minutes: 10,
  },
]

const subs = (...states: AttemptProgress['subCompetencies'][number]['state'][]): AttemptProgress['subCompetencies'] =>
  ['Refund limits', 'Evidence before a refund', 'Sending the money'].map((title, at) => ({
    id: `sub-${at}`,
    title,
    state: states[at] ?? 'open',
  }))

const item = (
  id: string,
  title: string,
  text: string,
  control: PresentedItem['control'],
  itemAids: AidCard[] = [],
): PresentedItem => ({
  id,
  title,
  type: control.answer,
  blocks: [{ block: 'text', text }],
  control,
  aids: itemAids,
})
export const textItem = item(
  'refund-lamp-80',
  'A lamp for £80',
  'A customer writes: “The lamp I got on Monday has a crack in the glass, I want my £80 back today.” The photo shows the crack. What do you do, and what do you write to the customer?',
  { answer: 'text', label: 'What do you do?', minWords: 12, maxChars: 2000 },
  [aids[0]!],
)
export const orderItem = item(
  'handover-steps',
  'Put the steps in order',
  'A ticket has to go to the second line. In which order do you do this?',
  {
    answer: 'order',
    label: 'Your order, first step on top',
    options: [
      { id: 'a', text: 'Tell the customer who has it now' },
      { id: 'b', text: 'Write what was tried' },
      { id: 'c', text: 'Choose the queue' },
      { id: 'd', text: 'Set the priority from impact and urgency, as the table on the escalation page says' },
    ],
  },
)
export const chooseItem = item(
  'refund-no-photo',
  'No photo',
  'A customer asks for £20 back for a broken cup. There is no photo.',
  {
    answer: 'choose-and-justify',
    label: 'What do you do?',
    options: [
      { id: 'a', text: 'Refund it, it is under the limit' },
      { id: 'b', text: 'Ask for a photo and keep the ticket waiting' },
      { id: 'c', text: 'Refuse' },
    ],
    reasonLabel: 'Because',
    reasons: [
      { id: 'r1', text: 'the ground for the refund is not shown yet' },
      { id: 'r2', text: 'small amounts need no check' },
    ],
  },
)

const progress: AttemptProgress = { answered: 2, most: 8, subCompetencies: subs('retest', 'shown', 'open') }
export const turnOf = (presented: PresentedItem): Turn => ({
  state: 'item',
  attempt: 'attempt-1',
  title: 'Refunds',
  item: presented,
  why: 'It tells most about “Sending the money”, which has not been asked yet.',
  progress,
})
export const remedial: Turn = {
  state: 'remedial',
  attempt: 'attempt-1',
  title: 'Refunds',
  subCompetency: { id: 'sub-0', title: 'Refund limits' },
  aid: aids[0]!,
  why: 'You missed “Refund limits”; this aid covers just that. The rest stays credited.',
  progress: { answered: 3, most: 8, subCompetencies: subs('missed', 'shown', 'open') },
}
export const finished = (verdict: AttemptResult['verdict'], aided = false): Turn => ({
  state: 'finished',
  attempt: 'attempt-1',
  title: 'Refunds',
  result: {
    verdict,
    aided,
    why: 'You showed all three parts; “Refund limits” with another question after reading the aid.',
    ability: { theta: 0.84, se: 0.61, calibrated: false },
    subCompetencies: [
      { id: 'sub-0', title: 'Refund limits', state: 'shown' },
      { id: 'sub-1', title: 'Evidence before a refund', state: verdict === 'can-do' ? 'shown' : 'missed' },
      { id: 'sub-2', title: 'Sending the money', state: verdict === 'cannot-tell' ? 'not-asked' : 'shown' },
    ],
  },
  progress: { answered: 6, most: 8, subCompetencies: subs('shown', 'shown', 'shown') },
})

export const partly: ItemOutcome = {
  state: 'scored',
  score: 0.5,
  correct: false,
  criteria: [
    {
      criterion: 'limit',
      text: 'Says that a refund above £50 needs the team lead first',
      verdict: 'missed',
      feedback: '£80 is above your own limit of £50: the team lead approves before it is sent.',
      quote: 'I would refund the 80 pounds at once',
    },
    {
      criterion: 'kind',
      text: 'Tells the customer what happens next and when',
      verdict: 'met',
      feedback: 'You said when the customer will hear from us.',
      quote: 'you will have an answer by tomorrow evening',
    },
  ],
}
export const abstained: ItemOutcome = {
  state: 'abstained',
  score: 0,
  correct: false,
  criteria: [
    {
      criterion: 'limit',
      text: 'Says that a refund above £50 needs the team lead first',
      verdict: 'unsure',
      feedback: 'This could be read either way.',
      quote: 'somebody should look at it',
    },
  ],
}
export const right: ItemOutcome = {
  ...partly,
  score: 1,
  correct: true,
  criteria: partly.criteria.map((c) => ({ ...c, verdict: 'met' as const })),
}

const result = (verdict: AttemptResult['verdict'], aided: boolean): AttemptResult => {
  const turn = finished(verdict, aided)
  if (turn.state !== 'finished') throw new Error('not a finished turn')
  return turn.result
}
export const record: MyRecord = {
  attempts: [
    {
      attempt: 'attempt-1',
      assessment: 'refunds',
      title: 'Refunds',
      startedAtMs: NOW_MS - HOUR_MS,
      finishedAtMs: null,
      result: null,
      sent: false,
      atOnce: false,
    },
    {
      attempt: 'attempt-0',
      assessment: 'refunds',
      title: 'Refunds',
      startedAtMs: NOW_MS - 9 * DAY_MS,
      finishedAtMs: NOW_MS - 9 * DAY_MS + HOUR_MS,
      result: result('not-yet', true),
      sent: true,
      atOnce: false,
    },
    {
      attempt: 'attempt-2',
      assessment: 'tickets',
      title: 'Priority and handover',
      startedAtMs: NOW_MS - 20 * DAY_MS,
      finishedAtMs: NOW_MS - 20 * DAY_MS,
      result: result('can-do', false),
      sent: true,
      atOnce: false,
    },
  ],
  competencies: [
    {
      id: 'handle-refund',
      title: 'Handle a refund request',
      alone: 'not-yet',
      withAid: 'can-do',
      lastEvidenceAtMs: NOW_MS - 9 * DAY_MS,
      why: 'With the aid you showed all parts; alone you missed “Refund limits”.',
    },
    {
      id: 'route-ticket',
      title: 'Route a ticket',
      alone: 'can-do',
      withAid: 'no-evidence',
      lastEvidenceAtMs: NOW_MS - 20 * DAY_MS,
      why: 'You showed both parts without an aid.',
    },
    {
      id: 'protect-account',
      title: 'Protect a customer account',
      alone: 'no-evidence',
      withAid: 'no-evidence',
      lastEvidenceAtMs: null,
      why: 'Not assessed yet.',
    },
  ],
  aids: [
    {
      ref: { kind: 'job-aid', id: 'refund-approval' },
      title: 'Who approves a refund',
      opened: 4,
      lastRating: 'helpful',
    },
  ],
  events: 61,
}

/** A task whose work has a limit of five minutes. @param left seconds that are left of it */
export function limited(left: number): Turn {
  const turn = turnOf({ ...textItem, timeLimitSeconds: 300 })
  return turn.state === 'item' ? { ...turn, shownAtMs: NOW_MS - (300 - left) * 1000 } : turn
}
export const longItem: Turn = turnOf({
  ...orderItem,
  title: LONG,
  blocks: [{ block: 'text', text: `${LONG}. `.repeat(8) }],
})
const entry = (title: string, sha: string, approvals: QueueEntry['approvals']): QueueEntry => ({
  kind: 'job-aid',
  id: 'refund-approval',
  version: 4,
  sha256: sha.repeat(64),
  title,
  authors: ['Ana Ruiz'],
  importedAt: '2026-10-13T08:00:00Z',
  approvals,
  maySign: ['ld'],
  whyNot: null,
  domains: [{ id: 'handle-refund', title: 'Handle a refund request' }],
  minutes: { sme: 0, ld: 5 },
})
export const queue: QueueEntry[] = [
  entry('Who approves a refund', 'c', [
    { role: 'sme', person: 'ines', name: 'Ines Varga', at: '2026-10-13T10:00:00Z' },
  ]),
  entry('Before you refund', 'd', []),
]
export const detail: ReviewDetail = {
  ...queue[0]!,
  blocks: opened.blocks.slice(0, 5),
  difference: [
    { change: 'same', text: 'The limit counts everything refunded on the same order so far.' },
    {
      change: 'changed',
      text: 'If up to £50 on one order: refund it yourself',
      pieces: [
        { change: 'same', text: 'If up to' },
        { change: 'removed', text: ' £40' },
        { change: 'added', text: ' £50' },
        { change: 'same', text: ' on one order: refund it yourself' },
      ],
    },
    { change: 'removed', text: 'Ask Ana on Fridays.' },
    { change: 'added', text: 'Your team lead may approve up to £150.' },
    ...['one', 'two', 'three', 'four'].map((n) => ({ change: 'same' as const, text: `Unchanged line ${n}` })),
  ],
  previousVersion: 3,
  sources: [
    {
      document: 'refunds',
      title: 'Refunds',
      passage: 'limits.1',
      text: 'A service desk agent may refund up to £50 on one order without asking anybody.',
      changed: true,
      approved: true,
      marks: [[25, 54]],
    },
    {
      document: 'refunds',
      title: 'Refunds',
      passage: 'limits.2',
      text: null,
      changed: true,
      approved: false,
      marks: [],
    },
  ],
  parts: [
    {
      part: 'Part 1',
      text: ['If up to £50 on one order: refund it yourself'],
      made: { by: 'extraction', at: '2026-10-12T09:00:00.000Z' },
      sources: ['refunds#limits.1'],
    },
    { part: 'Part 2', text: ['Your team lead may approve up to £150.'], made: null, sources: ['refunds#limits.2'] },
  ],
  brief: {
    id: 'brief-refund-limits',
    competency: 'handle-refund',
    role: 'service-desk-agent',
    context: 'In the refund form, with the customer on the phone',
    objective: 'Knows at once whether the refund may be given without asking',
    format: 'decision',
    sources: [{ document: 'refunds', passage: 'limits.1' }],
  },
  unsourced: [{ sentence: 'Your team lead may approve up to £150.', reason: 'Agreed on 12 October, not written yet.' }],
  notes: [
    {
      act: 'comment',
      sha256: 'b'.repeat(64),
      part: 'Part 1',
      text: 'Is it £50 for guests too?',
      person: 'ines',
      name: 'Ines Varga',
      at: '2026-10-12T08:00:00Z',
      version: 3,
    },
  ],
}
export const waiting: WaitingRelease = {
  version: 8,
  sha256: 'e'.repeat(64),
  objects: [
    { kind: 'job-aid', id: 'refund-approval', version: 4, title: 'Who approves a refund', change: 'changed' },
    { kind: 'job-aid', id: 'new-aid', version: 1, title: 'When a parcel is late', change: 'new' },
    { kind: 'job-aid', id: 'before-you-refund', version: 2, title: 'Before you refund', change: 'same' },
  ],
  removed: [{ kind: 'job-aid', id: 'old-aid' }],
}

export const unanswered: Unanswered = {
  sinceMs: NOW_MS - 12 * DAY_MS,
  total: 9,
  byCompetency: [
    { competency: 'handle-refund', title: 'Handle a refund request', count: 5 },
    { competency: null, title: '', count: 3 },
    { competency: 'identity', title: 'Make sure who is asking', count: 1 },
  ],
}

const check = (version: number, days: number, questions: number, recall3: number, failed: QualityCheck['failed']) => ({
  release: version,
  atMs: NOW_MS - days * DAY_MS,
  questions,
  recall3,
  failed,
})
const question = (id: string, text: string, title: string) => ({
  id,
  text,
  expected: [{ kind: 'job-aid', id: 'refund-approval', title }],
  addedBy: 'Amira Haddad',
})
export const quality: SearchQuality = {
  threshold: { fit: 0.31, from: 'own-questions', questions: 24, falseOffer: 0.08, falseSilence: 0.12, auroc: 0.94 },
  synonyms: [
    ['refund', 'money back', 'reimbursement'],
    ['second line', 'tier two'],
  ],
  questions: [
    question('q1', 'customer wants money back after 60 days', 'Who approves a refund'),
    question('q2', 'can i give my login to a colleague', 'Check who is asking'),
    question('q3', 'when do i hand this to tier two', 'Hand over a ticket'),
    question('q4', 'who signs off on 200 quid', 'Who approves a refund'),
  ],
  checks: [
    check(7, 2, 4, 0.75, [{ id: 'q2', text: 'can i give my login to a colleague', found: 6 }]),
    check(6, 16, 4, 0.5, [
      { id: 'q2', text: 'can i give my login to a colleague', found: null },
      { id: 'q3', text: 'when do i hand this to tier two', found: 4 },
    ]),
    check(5, 40, 3, 0.667, []),
  ],
  candidate: {
    ...check(8, 0, 4, 0.5, [
      { id: 'q2', text: 'can i give my login to a colleague', found: 6 },
      { id: 'q4', text: 'who signs off on 200 quid', found: 5 },
    ]),
    before: 0.75,
    lost: [{ id: 'q4', text: 'who signs off on 200 quid', found: 5 }],
  },
}

/** An engine that stands still in one state; a test replaces what it is about. */
export function standingEngine(over: Partial<Engine> = {}): Engine {
  return {
    previewLink: async () => ({
      server: learner.server,
      tenant: 'Larkfield Home Goods',
      fingerprint: '7f3a 90c1 44de 02bb',
    }),
    enrol: async () => learner,
    me: async () => learner,
    withdrawn: async () => null,
    signOut: async () => undefined,
    release: async () => release,
    refresh: async () => release,
    syncState: async () => inSync,
    sync: async () => inSync,
    aids: async () => aids,
    search: async () => ({ state: 'found', hits, by: 'words-and-meaning' }),
    meaningState: async () => ({ state: 'ready', done: 4, of: 4 }),
    notePower: async () => undefined,
    searchEnded: async () => undefined,
    unanswered: async () => unanswered,
    shareUnanswered: async () => undefined,
    suggestions: async () => ({ recent: [aids[3]!], forRole: aids.slice(0, 2) }),
    searchQuality: async () => quality,
    addQuestion: async () => undefined,
    removeQuestion: async () => undefined,
    open: async () => opened,
    offer: async () => null,
    explain: async () => ({ aids: [], meaning: 'judged' }),
    guide: async () => null,
    guidePoint: async () => ({ here: false, anchor: null }),
    walkable: async () => [],
    noteAnchorLost: async () => undefined,
    guideSteps: async () => [],
    placement: async () => null,
    sendPlacement: async () => ({ state: 'taken', version: 1, change: 'new' }),
    savedPages: async () => [],
    savePage: async () => undefined,
    removeSavedPage: async () => undefined,
    tryPlacement: async () => [],
    checkPage: async () => [],
    drift: async () => [],
    studio: async () => null,
    toolHosts: async () => [],
    noteOffered: async () => undefined,
    noteOpened: async () => undefined,
    picture: async () => null,
    rateAid: async () => undefined,
    reportAid: async () => 'kept',
    answers: async () => [],
    contestAnswer: async () => undefined,
    reports: async () => [],
    trust: async () => opened.trust,
    today: async () => steps,
    standings: async () => standings,
    due: async () => [],
    startAttempt: async () => turnOf(textItem),
    turn: async () => turnOf(textItem),
    answer: async () => ({ outcome: partly, next: remedial }),
    remedialDone: async () => turnOf(orderItem),
    record: async () => record,
    exportRecord: async () => '{}',
    requests: async () => [],
    readers: async () => [],
    signingKey: async () => ({ kid: 'k1-9f8e7d6c5b4a', state: 'trusted', lock: null, replacing: null }),
    requestSigningKey: async () => ({ kid: 'k1-9f8e7d6c5b4a', state: 'waiting', lock: null, replacing: null }),
    withdrawSigningKey: async () => ({ kid: 'k1-9f8e7d6c5b4a', state: 'withdrawn', lock: null, replacing: null }),
    signingLock: async () => null,
    unlockSigning: async () => undefined,
    reviewQueue: async () => queue,
    reviewDetail: async () => detail,
    approve: async () => undefined,
    waitingRelease: async () => waiting,
    signRelease: async () => undefined,
    ...over,
  }
}
