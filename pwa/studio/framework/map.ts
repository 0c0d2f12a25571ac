import type { FrameworkView } from '#core/competencies'
import { sentence } from '#core/content'
import type { Column } from '../table-rows.ts'
import { words } from './words.ts'

export type CompetencyEntry = FrameworkView['competencies'][number]
export type ProfileEntry = FrameworkView['profiles'][number]

/** What a role needs of a competency; undefined where it does not need it. */
export const needOf = (profile: ProfileEntry, competency: string) =>
  profile.body.competencies.find((need) => need.competency === competency)

/** `released`, and before it what has become of the person's own words; retired goes before all */
export const stateOf = ({ state, unconfirmed, body }: CompetencyEntry): string =>
  [
    body.retiredOn === undefined ? state : words.retired.toLowerCase(),
    ...(unconfirmed ? [words.unconfirmed.toLowerCase()] : []),
  ].join(', ')

export const columns = (profiles: readonly ProfileEntry[]): Column<CompetencyEntry>[] => [
  { id: 'title', title: words.column.title, width: '2fr', value: ({ body }) => body.title },
  { id: 'statement', title: words.column.statement, width: '4fr', value: ({ body }) => sentence(body.statement) },
  {
    id: 'subs',
    title: words.column.subs,
    width: '4rem',
    numeric: true,
    value: ({ body }) => body.subCompetencies.length,
  },
  {
    id: 'roles',
    title: words.column.roles,
    width: '4rem',
    numeric: true,
    value: ({ id }) => profiles.filter((profile) => needOf(profile, id)).length,
  },
  {
    id: 'source',
    title: words.column.source,
    width: '1.5fr',
    value: ({ body }) => [...new Set(body.provenance.map(({ person }) => person))].join(', '),
  },
  { id: 'state', title: words.column.state, width: '1.2fr', value: stateOf },
]
