import type { AssessmentContent, Blueprint } from '../assessment-content.ts'
import type { Standing } from './standing.ts'

/** What an attempt may still ask. */
export interface Pool {
  /** items of a sub-competency, in the blueprint's order */
  left(subCompetency: string): readonly string[]
  /** the case being worked on goes on with this item; null outside a case */
  next: { item: string; subCompetency: string } | null
}

/**
 * An item is asked once, none of its enemies beside it, and a case from its first item on, in order. A case begins only where
 * all of it fits under `maxItems`.
 */
export function poolOf(blueprint: Blueprint, content: AssessmentContent, standing: Standing): Pool {
  const asked = new Set(standing.answers.map(({ item }) => item))
  const subs = new Map(standing.subs.map((sub) => [sub.id, sub]))
  const subOf = (item: string) => content.items.get(item)?.body.subCompetencies[0] ?? ''
  const barred = new Set(
    (blueprint.enemies ?? []).flatMap((group) => (group.some((item) => asked.has(item)) ? group : [])),
  )
  const inPool = new Set(blueprint.items)
  const free = (item: string) => inPool.has(item) && !asked.has(item) && !barred.has(item) && subs.has(subOf(item))
  const sets = (blueprint.sets ?? []).map((set) => set.filter((item) => asked.has(item) || free(item)))
  const room = blueprint.stop.maxItems - asked.size
  const waiting = new Set(
    sets.flatMap((set) => {
      const begun = set.some((item) => asked.has(item))
      const mayBegin = !begun && (set.length <= room || asked.size === 0)
      return mayBegin ? set.slice(1) : set.filter((item) => item !== standing.shown)
    }),
  )
  const bySub = new Map(standing.subs.map((sub): [string, string[]] => [sub.id, []]))
  for (const item of blueprint.items) if (free(item) && !waiting.has(item)) bySub.get(subOf(item))?.push(item)
  return { left: (sub) => bySub.get(sub) ?? [], next: nextOfCase() }

  /** What a part missed twice would be asked for again is passed over. */
  function nextOfCase(): Pool['next'] {
    const last = standing.answers.at(-1)?.item
    const set = sets.find((each) => last !== undefined && each.includes(last))
    const item = set
      ?.slice(set.indexOf(last ?? '') + 1)
      .find((each) => free(each) && subs.get(subOf(each))?.state !== 'failed')
    return item === undefined ? null : { item, subCompetency: subOf(item) }
  }
}
