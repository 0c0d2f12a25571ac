import type { CompetencyIndex } from './competency-index.ts'

/**
 * The domains that ids of competencies or sub-competencies belong to: a domain is a competency, named by its id. An id the
 * framework does not know is a domain of its own, so that nothing tagged with it falls out of every domain.
 *
 * @returns each domain once, sorted
 */
export function domainsOf(competencies: readonly string[], index: Pick<CompetencyIndex, 'all'>): string[] {
  const domainBySub = new Map(index.all.flatMap(({ id, body }) => body.subCompetencies.map((sub) => [sub.id, id])))
  const top = new Set(index.all.map(({ id }) => id))
  return [...new Set(competencies.map((id) => (top.has(id) ? id : (domainBySub.get(id) ?? id))))].sort()
}

/**
 * The domains of a source document. One without competencies belongs to its folder, `folder:<first part of its path>`, and one
 * that lies in no folder to `folder:`.
 */
export function documentDomains(
  { competencies, path }: { competencies: readonly string[]; path: string },
  index: Pick<CompetencyIndex, 'all'>,
): string[] {
  if (competencies.length > 0) return domainsOf(competencies, index)
  const cut = path.indexOf('/')
  return [`folder:${cut < 0 ? '' : path.slice(0, cut)}`]
}
