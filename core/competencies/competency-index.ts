import { competency } from '#core/content'

export type CompetencyBody = ReturnType<typeof competency.parse>

export interface CompetencyIndex {
  readonly all: readonly { id: string; body: CompetencyBody }[]
  /** the competency's title, else the sub-competency's, else the id itself: a name is always shown */
  title(id: string): string
}

/** Names of competencies and sub-competencies, for sentences that people read. */
export function createCompetencyIndex(objects: readonly { id: string; body: unknown }[]): CompetencyIndex {
  const all = objects.map(({ id, body }) => ({ id, body: competency.parse(body) }))
  const titles = new Map([
    ...all.flatMap(({ body }) => body.subCompetencies.map((sub) => [sub.id, sub.title] as const)),
    ...all.map(({ id, body }) => [id, body.title] as const),
  ])
  return { all, title: (id) => titles.get(id) ?? id }
}
