import * as v from 'valibot'
import type { ItemBody } from './items.ts'
import { taskEntries } from './task.ts'

const Limited = v.object({ timeLimitSeconds: taskEntries.timeLimitSeconds })

/** What a person is given of the time the work allows, ms; null where there is no limit, for the work or for them. */
export function timeLimitMs({ task }: ItemBody, factor: number | null): number | null {
  const { timeLimitSeconds } = v.parse(Limited, task)
  return timeLimitSeconds === undefined || factor === null ? null : timeLimitSeconds * factor * 1000
}
