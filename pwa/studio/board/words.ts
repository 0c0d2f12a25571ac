import type { BoardAct, BoardShare } from '#core/authoring'
import { formatDay, pageLocale, plural } from '#core/ui'

const percent = (share: number) => new Intl.NumberFormat(pageLocale(), { style: 'percent' }).format(share)
const figure = (value: number, digits: number) =>
  new Intl.NumberFormat(pageLocale(), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)
const every = { week: 'Weekly', month: 'Monthly' } as const
const acts: Readonly<Record<BoardAct, string>> = {
  keep: 'Keep it',
  mend: 'Mend the task',
  retire: 'Retire it',
  change: 'Change the path',
  'look-again': 'Look again on a day',
}

/** The words of L&D's board, fetched with it. */
export const words = {
  title: 'How assessments do',
  intro:
    'Each assessment is looked at in turn: weekly where an active gap is about it, monthly elsewhere. A review ends in a decision, and the next one shows what came of it.',
  line: (all: number, due: number, overdue: number) => {
    if (all === 0) return 'No assessment is published yet'
    if (due === 0) return 'No review is due'
    return `${due} ${plural(due, 'review', 'reviews')} due${overdue > 0 ? `, ${overdue} overdue` : ''}`
  },
  none: 'No assessment is published yet',
  noneText: 'Once a release has one, its first review is due a week or a month later.',
  dueTitle: 'Due now',
  nothingDue: 'No review is due today.',
  laterTitle: 'Later',
  every,
  state: { overdue: 'Overdue', due: 'Due today', later: 'Later' },
  due: (day: string) => `Due ${formatDay(day)}`,
  last: (day: string | null) => (day === null ? 'Not reviewed yet' : `Last reviewed ${formatDay(day)}`),
  items: (n: number) => `${n} ${plural(n, 'task', 'tasks')}`,
  gap: (statement: string) => `Weekly, because of an active gap: ${statement}`,
  open: 'Review it',
  look: 'Look at it',
  openTitle: (title: string) => `Review “${title}”`,
  back: 'All reviews',
  reviewIntro:
    'What people’s first answers say, given alone. In brackets the 95 % interval. Shown from ten people on, in steps of five people: a figure never rests on fewer than five, and nobody can be told from it.',
  cameTitle: 'What came of the last decisions',
  nothingCame: 'Nothing was decided before: this is the first review.',
  itemsTitle: 'Tasks',
  item: 'Task',
  people: 'People',
  right: 'Right',
  sure: 'Wrong and sure',
  unsure: 'Wrong and unsure',
  key: 'Key',
  difficulty: 'Difficulty',
  discrimination: 'Tells apart',
  fit: 'Fits the rest',
  exposure: 'Met by',
  drift: 'Drift',
  tooFew: 'Too few people',
  tooFewText: 'Fewer than ten people gave a first answer alone to this version.',
  unknown: 'Not known yet',
  share: ({ share, low, high }: BoardShare) =>
    `${share === 0 ? 'few' : share === 1 ? 'nearly all' : `about ${percent(share)}`} (${percent(low)} to ${percent(high)})`,
  count: (people: number) => `${people} or more`,
  interval: ({ value, low, high }: { value: number; low: number; high: number }, digits = 1) =>
    `${figure(value, digits)} (${figure(low, digits)} to ${figure(high, digits)})`,
  estimated: 'its author’s estimate',
  keyStands: 'Stands',
  keyFlagged: 'Check the key',
  keyLikely: (said: readonly string[]) => `Those who do well elsewhere answer: ${said.join('; ')}`,
  drifts: 'it moves',
  agreement: 'Machine with people',
  agreed: (n: number, value: string) => `${value} over ${n} or more answers`,
  feedbackOnly: 'Feedback only',
  wrongTitle: 'Wrong answers, alike ones together',
  noWrong: 'No wrong answer is shared by five people.',
  cluster: (people: number) => `about ${people} people`,
  missed: 'Missed:',
  able: {
    better: 'they do better elsewhere than most here: look at this option and the key',
    alike: 'they do as well elsewhere as most here',
    worse: 'they do worse elsewhere than most here',
  },
  scale:
    'Difficulty: 0 is even chances for a typical person, higher is harder. Tells apart: about 1 is usual, near 0 the task says nothing of a person. Fits the rest: how far being right goes with being right elsewhere. Drift: how difficulty moved between the earlier and the later half of the answers.',
  more: (title: string) => `More about “${title}”`,
  figures: 'All figures',
  decideTitle: 'Decide',
  decideIntro:
    'A review ends with at least one decision, on a task or on the path. What you leave open stays as it is.',
  path: 'The path as a whole',
  noDecision: 'No decision',
  acts,
  reason: 'Why',
  lookOn: 'Look again on',
  close: 'Close this review',
  needs: 'Decide on a task or on the path first.',
  needReason: 'Say why for each decision, in at least ten characters, and the day where you look again.',
  notYours: 'L&D decides; you see what was decided.',
  closed: (day: string) => `Closed. The next review is due ${formatDay(day)}.`,
  cameBy: 'What had come of the decisions before',
  historyTitle: 'Earlier reviews',
  by: (name: string, day: string) => `${name}, ${formatDay(day)}`,
  decidedOn: (day: string) => `Decided ${formatDay(day)}`,
  gone: 'Nobody is asked it any more.',
  before: 'Before',
  after: 'After',
  of: { right: 'Right', 'wrong-and-sure': 'Wrong and sure', 'can-do': 'Can do it' },
  says: {
    right: { more: 'More are right: it helped', fewer: 'Fewer are right: it did not help' },
    'wrong-and-sure': {
      more: 'More are wrong and sure: it did not help',
      fewer: 'Fewer are wrong and sure: it helped',
    },
    'can-do': { more: 'More can do it: it helped', fewer: 'Fewer can do it: it did not help' },
  },
  cannotTell: 'Cannot tell: the intervals overlap',
  tooFewAfter: 'Too few people since then',
  withPeople: (value: string, people: number) => `${value}, ${people} people or more`,
} as const
