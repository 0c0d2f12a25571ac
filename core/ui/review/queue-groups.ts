import type { ReviewLoad } from '#core/authoring'
import type { QueueEntry } from '../../engine-api.ts'

export interface QueueGroup {
  id: string
  title: string
  load: ReviewLoad['domains'][number] | null
  mine: QueueEntry[]
  others: QueueEntry[]
}

/** An object stands once, under its first domain. Domains in which this person can do something come first, then the fullest. */
export function queueGroups(queue: readonly QueueEntry[], load: ReviewLoad, noDomain: string): QueueGroup[] {
  const groups = new Map<string, QueueGroup>()
  for (const entry of queue) {
    const { id, title } = entry.domains[0] ?? { id: '', title: noDomain }
    const found = load.domains.find(({ domain }) => domain === id) ?? null
    const group = groups.get(id) ?? { id, title, load: found, mine: [], others: [] }
    ;(entry.maySign.length > 0 ? group.mine : group.others).push(entry)
    groups.set(id, group)
  }
  return [...groups.values()].sort(
    (a, b) =>
      Number(b.mine.length > 0) - Number(a.mine.length > 0) ||
      (b.load?.queuedMinutes ?? 0) - (a.load?.queuedMinutes ?? 0),
  )
}

/** What this person's look takes: the signature they would give. */
export const myMinutes = ({ maySign, minutes }: QueueEntry): number =>
  maySign[0] ? minutes[maySign[0]] : Math.max(minutes.sme, minutes.ld)
