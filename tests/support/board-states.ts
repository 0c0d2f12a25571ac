import type { BoardItem, BoardLine, BoardList, BoardReview, BoardShare } from '#core/authoring'

/** What the studio answers of L&D's board, for looking at screens: data, and long where people write at length. */
const long = 'The amount above which the team lead is asked has changed, and nobody here was told when. '
const word = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung'

const line: BoardLine = {
  assessment: 'refunds',
  title: 'Refunds of goods bought on behalf of somebody else',
  competency: 'Handle a refund request',
  every: 'week',
  gap: 'Cannot decide a refund above the limit in the desk without asking a colleague',
  items: 4,
  lastOn: '2026-10-05',
  dueOn: '2026-10-12',
  state: 'overdue',
}
export const board: BoardList = {
  today: '2026-10-14',
  reviews: [
    line,
    { ...line, assessment: 'parcels', title: 'Parcels', every: 'month', gap: null, dueOn: '2026-10-14', state: 'due' },
    {
      ...line,
      assessment: 'tickets',
      title: `Tickets ${word}`,
      every: 'month',
      gap: null,
      lastOn: null,
      dueOn: '2026-11-02',
      state: 'later',
    },
  ],
}
const share = (value: number, people = 65): BoardShare => ({
  people,
  share: value,
  low: Math.max(0, value - 0.14),
  high: Math.min(1, value + 0.14),
})
const interval = (value: number, half: number) => ({ value, low: value - half, high: value + half })
const figures: NonNullable<BoardItem['figures']> = {
  right: share(0.38),
  wrongAndSure: share(0.46),
  wrongAndUnsure: share(0.15),
  exposure: share(0.62, 105),
  a: interval(0.4, 0.5),
  b: interval(0.9, 0.6),
  measured: true,
  fit: interval(-0.2, 0.2),
  key: { flagged: true, likely: ['The team lead approves it'] },
  drift: { change: interval(-0.7, 0.5), flagged: true },
  wrong: [
    { of: 'answer', said: ['The team lead approves it'], people: 25, able: 'better' },
    { of: 'answer', said: [`1. ${long.trim()}`, `2. ${word}`, '3. Send the money'], people: 10, able: 'worse' },
  ],
}
const items: BoardItem[] = [
  { id: 'lamp', title: 'A lamp for 80', version: 2, figures, agreement: null, feedbackOnly: false },
  {
    id: 'words',
    title: `What do you write to her? ${word}`,
    version: 1,
    figures: {
      ...figures,
      right: share(0.7),
      wrongAndSure: share(0),
      wrongAndUnsure: share(0.3),
      measured: false,
      fit: null,
      drift: null,
      key: { flagged: false, likely: null },
      wrong: [{ of: 'criterion', said: ['Says by when she hears from us'], people: 20, able: null }],
    },
    agreement: { answers: 55, qwk: 0.64, low: 0.49, high: 0.76 },
    feedbackOnly: true,
  },
  {
    id: 'steps',
    title: 'Steps before a refund',
    version: 1,
    figures: { ...figures, right: share(1), wrongAndSure: share(0), key: { flagged: false, likely: null }, wrong: [] },
    agreement: null,
    feedbackOnly: false,
  },
  { id: 'new', title: 'A new task', version: 1, figures: null, agreement: null, feedbackOnly: false },
]
const effects: BoardReview['effects'] = [
  {
    about: 'item',
    id: 'lamp',
    title: 'A lamp for 80',
    act: 'mend',
    reason: long.repeat(3).trim(),
    on: '2026-10-05',
    gone: false,
    figures: [
      { of: 'right', before: share(0.2, 40), after: share(0.7, 25), says: 'more' },
      { of: 'wrong-and-sure', before: share(0.4, 40), after: share(0.3, 25), says: 'cannot-tell' },
    ],
  },
  {
    about: 'path',
    id: 'refunds',
    title: line.title,
    act: 'keep',
    reason: 'Nothing here says otherwise.',
    on: '2026-10-05',
    gone: false,
    figures: [{ of: 'can-do', before: share(0.5, 40), after: null, says: 'too-few' }],
  },
]
export const review: BoardReview = {
  today: board.today,
  line,
  version: 2,
  items,
  effects,
  history: [
    {
      version: 2,
      by: 'Lena Fischer',
      on: '2026-10-05',
      decisions: effects.map(({ about, id, title, reason }) => ({
        title,
        decision:
          about === 'item'
            ? { about, id, act: 'mend', reason, lookOn: null }
            : { about, id, act: 'keep', reason, lookOn: null },
      })),
      effects,
    },
  ],
  mayDecide: true,
}
export const tooFewPeople: BoardReview = {
  ...review,
  version: 0,
  items: items.map((item) => ({ ...item, figures: null, agreement: null })),
  effects: [],
  history: [],
  mayDecide: false,
}
