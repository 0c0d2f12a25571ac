import type { CompetencyIndex } from './competency-index.ts'

/**
 * The domains that ids of competencies or sub-competencies belong to: a domain is a competency, named by its id. An id the
 * framework does not know is a domain of its own, so that nothing tagged with it falls out of every domain. What several
 * competencies in use name belongs to each of them: a new one that names it too takes it out of none.
 *
 * @returns each domain once, sorted
 */
export function domainsOf(competencies: readonly string[], index: Pick<CompetencyIndex, 'all'>): string[] {
  const top = new Set(index.all.map(({ id }) => id))
  const inUse = index.all.filter(({ body }) => body.retiredOn === undefined)
  const naming = (all: CompetencyIndex['all']) => {
    const bySub = new Map<string, string[]>()
    for (const { id, body } of all)
      for (const sub of body.subCompetencies) bySub.set(sub.id, [...(bySub.get(sub.id) ?? []), id])
    return bySub
  }
  const [now, ever] = [naming(inUse), naming(index.all)]
  const domains = competencies.flatMap((id) => (top.has(id) ? [id] : (now.get(id) ?? ever.get(id) ?? [id])))
  return [...new Set(domains)].sort()
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
