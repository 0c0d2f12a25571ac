import * as v from 'valibot'
import type { ItemBody } from './item-type.ts'
import { taskEntries } from './task.ts'

const Limited = v.object({ timeLimitSeconds: taskEntries.timeLimitSeconds })

export const timeLimitSeconds = ({ task }: ItemBody): number | undefined => v.parse(Limited, task).timeLimitSeconds

/** What a person is given of the time the work allows, ms; null where there is no limit, for the work or for them. */
export function timeLimitMs(body: ItemBody, factor: number | null): number | null {
  const seconds = timeLimitSeconds(body)
  return seconds === undefined || factor === null ? null : seconds * factor * 1000
}
