import { createCompetencyIndex } from '#core/competencies'
import { roleProfile } from '#core/content'
import { type EventStore, readEvents } from '#core/events'
import { objectKey } from '#core/releases'
import type { AidCard, NextStep, Suggestions } from '../engine-api.ts'
import type { InstalledLibrary } from './installed.ts'

export interface SuggestionsDeps {
  installed: InstalledLibrary
  events: EventStore
  aids(): Promise<AidCard[]>
  /** what next for this person, without putting it on record */
  steps(): Promise<NextStep[]>
  /** role profiles of this person, or null when nobody said which */
  profiles(): Promise<readonly string[] | null>
}

const MOST_RECENT = 5
const MOST_FOR_ROLE = 6

/** For an empty search box: what was opened lately, and aids for the next step and the roles. The same events give the same list. */
export function createSuggestions({ installed, events, aids, steps, profiles }: SuggestionsDeps) {
  return async (): Promise<Suggestions> => {
    const cards = new Map((await aids()).map((aid) => [objectKey(aid), aid]))
    const opened = readEvents(await events.all())
      .filter((event) => event.kind === 'aid-opened')
      .sort((a, b) => b.at - a.at || b.n - a.n)
      .map(({ data }) => objectKey(data))
    const recent = [...new Set(opened)].flatMap((key) => cards.get(key) ?? []).slice(0, MOST_RECENT)
    const seen = new Set(recent.map(objectKey))
    const forRole = (await forThisPerson([...cards.values()])).filter((aid) => !seen.has(objectKey(aid)))
    return { recent, forRole: forRole.slice(0, MOST_FOR_ROLE) }
  }

  /** The next step's own aid, then aids of the competencies the roles ask for, heavier ones first. */
  async function forThisPerson(aids: readonly AidCard[]): Promise<AidCard[]> {
    const next = (await steps()).flatMap(({ ref }) => (ref ? [objectKey(ref)] : []))
    const { all } = createCompetencyIndex(
      (await installed.ofKind('competency')).map(({ entry, envelope }) => ({ id: entry.id, body: envelope.body })),
    )
    const weights = new Map<string, number>()
    const jobs = await profiles()
    const ofMine = ({ entry }: { entry: { id: string } }) => jobs === null || jobs.includes(entry.id)
    for (const { envelope } of (await installed.ofKind('role-profile')).filter(ofMine))
      for (const { competency, weight } of roleProfile.parse(envelope.body).competencies) {
        const parts = all.find(({ id }) => id === competency)?.body.subCompetencies.map(({ id }) => id) ?? []
        for (const id of [competency, ...parts]) weights.set(id, Math.max(weights.get(id) ?? 0, weight))
      }
    const rank = (aid: AidCard) =>
      next.includes(objectKey(aid)) ? 2 : Math.max(0, ...aid.competencies.map((id) => weights.get(id) ?? 0))
    return aids
      .map((aid) => ({ aid, rank: rank(aid) }))
      .filter((each) => each.rank > 0)
      .sort((a, b) => b.rank - a.rank || a.aid.title.localeCompare(b.aid.title) || (a.aid.id < b.aid.id ? -1 : 1))
      .map(({ aid }) => aid)
  }
}
