import type { HomeClient } from './use-home.ts'

/** An area of the studio as its home shows it. `line` says in one short sentence how things stand. */
export interface StudioArea {
  to: string
  group: 'diagnose' | 'know' | 'write' | 'tend'
  title: string
  text: string
  line(home: HomeClient): Promise<string>
}

/** One entry an area, in the order of work. */
export const areas: readonly StudioArea[] = [
  {
    to: '/studio/framework',
    group: 'diagnose',
    title: 'Framework',
    text: 'The map of roles and competencies, and how it changes',
    line: async (studio) => (await import('./framework/line.ts')).line(studio),
  },
  {
    to: '/studio/roles',
    group: 'diagnose',
    title: 'Role profiles',
    text: 'What each role needs, who owns it and until when it holds',
    line: async (studio) => (await import('./roles/line.ts')).line(studio),
  },
  {
    to: '/studio/gaps',
    group: 'diagnose',
    title: 'Gaps',
    text: 'What people cannot do yet, and which of it comes first',
    line: async (studio) => (await import('./gaps/line.ts')).line(studio),
  },
  {
    to: '/studio/readiness',
    group: 'diagnose',
    title: 'Readiness',
    text: 'The steps before anything is recommended, drafted by a model or scaled',
    line: async (studio) => (await import('./readiness/line.ts')).line(studio),
  },
  {
    to: '/studio/sources',
    group: 'know',
    title: 'Source documents',
    text: 'The procedures everything rests on: what they say of themselves, and how far each has come',
    line: async (studio) => (await import('./sources/line.ts')).line(studio),
  },
  {
    to: '/studio/pairs',
    group: 'know',
    title: 'Check these two',
    text: 'Passages that seem to contradict or repeat each other',
    line: async (studio) => (await import('./pairs/line.ts')).line(studio),
  },
  {
    to: '/studio/freshness',
    group: 'know',
    title: 'In date',
    text: 'Which procedures somebody still vouches for, and which to look at first',
    line: async (studio) => (await import('./freshness/line.ts')).line(studio),
  },
  {
    to: '/studio/changes',
    group: 'know',
    title: 'Changed sources',
    text: 'What rests on a passage that reads otherwise now',
    line: async (studio) => (await import('./changes/line.ts')).line(studio),
  },
  {
    to: '/studio/tags',
    group: 'know',
    title: 'Tags',
    text: 'Which competencies and roles a document is about',
    line: async (studio) => (await import('./tags/line.ts')).line(studio),
  },
  {
    to: '/studio/objects',
    group: 'write',
    title: 'Content',
    text: 'Everything that is written, and how far each has come',
    line: async (studio) => (await import('./objects/line.ts')).line(studio),
  },
  {
    to: '/studio/briefs',
    group: 'write',
    title: 'Briefs',
    text: 'What is to be written, for whom and from which sources; drafts begin here',
    line: async (studio) => (await import('./briefs/line.ts')).line(studio),
  },
  {
    to: '/studio/reports',
    group: 'tend',
    title: 'Reports',
    text: 'What people say is wrong or out of date, and the answers to it',
    line: async (studio) => (await import('./reports/line.ts')).line(studio),
  },
  {
    to: '/studio/answers',
    group: 'tend',
    title: 'Answers',
    text: 'Answers in own words that a person reads, and how far people and the machine agree',
    line: async (studio) => (await import('./answers/line.ts')).line(studio),
  },
  {
    to: '/studio/board',
    group: 'tend',
    title: 'How assessments do',
    text: 'Which tasks tell something of people, what was decided on them, and what came of it',
    line: async (studio) => (await import('./board/line.ts')).line(studio),
  },
  {
    to: '/studio/hours',
    group: 'tend',
    title: 'Hours',
    text: 'What making and looking after content costs',
    line: async () => (await import('./hours/words.ts')).words.line,
  },
  {
    to: '/studio/releases',
    group: 'tend',
    title: 'Releases',
    text: 'What learners have, and since when; ways back, and what was withdrawn',
    line: async (studio) => (await import('./releases/line.ts')).line(studio),
  },
]
