import { changeSentence, competency } from '#core/content'

export type CompetencyBody = ReturnType<typeof competency.parse>

export interface CompetencyIndex {
  readonly all: readonly { id: string; body: CompetencyBody }[]
  /** the competency's title, else the sub-competency's, else the id itself: a name is always shown */
  title(id: string): string
  /** what became of a competency, a sentence a change, oldest first; [] for one that never changed */
  changes(id: string): string[]
}

/** Names of competencies and sub-competencies, for sentences that people read. */
export function createCompetencyIndex(objects: readonly { id: string; body: unknown }[]): CompetencyIndex {
  // what is retired comes first: where two name the same sub-competency, the one in use has the last word
  const all = objects
    .map(({ id, body }) => ({ id, body: competency.parse(body) }))
    .sort((a, b) => Number(isRetired(b.body)) - Number(isRetired(a.body)))
  const titles = new Map([
    ...all.flatMap(({ body }) => body.subCompetencies.map((sub) => [sub.id, sub.title] as const)),
    ...all.map(({ id, body }) => [id, body.title] as const),
  ])
  const changes = new Map(all.map(({ id, body }) => [id, (body.history ?? []).map(changeSentence)]))
  return { all, title: (id) => titles.get(id) ?? id, changes: (id) => changes.get(id) ?? [] }
}

const isRetired = ({ retiredOn }: CompetencyBody): boolean => retiredOn !== undefined
