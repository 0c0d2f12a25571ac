import * as v from 'valibot'
import { parse } from '#core/base'

/** Where the days on which something falls due lie for the service worker, which has no engine: days and nothing of what. */
const CACHE = 'handrail-due'
const URL = '/due-list'

const DueList = v.object({
  /** ms since 1970, soonest first */
  dueAtMs: v.array(v.number()),
  /** what was told last: so that one day brings one notice */
  toldMs: v.number(),
})
export type DueList = v.InferOutput<typeof DueList>

const nothing: DueList = { dueAtMs: [], toldMs: 0 }

export async function readDueList(): Promise<DueList> {
  try {
    const kept = await (await caches.open(CACHE)).match(URL)
    return kept ? parse(DueList, await kept.json(), 'due list') : nothing
  } catch {
    return nothing
  }
}

export async function keepDueList(list: DueList): Promise<void> {
  await (await caches.open(CACHE)).put(URL, Response.json(list))
}

export async function dropDueList(): Promise<void> {
  await caches.delete(CACHE)
}

/** How many things to tell of now: those due that no earlier notice told of; 0 tells nothing. */
export function toTell({ dueAtMs, toldMs }: DueList, nowMs: number): number {
  const due = dueAtMs.filter((ms) => ms <= nowMs)
  return due.some((ms) => ms > toldMs) ? due.length : 0
}
