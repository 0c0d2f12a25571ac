import * as v from 'valibot'

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const Line = v.object({ competency: v.nullable(v.string()), count: Count })

/** Searches without a good answer, by the competency nearest to them. Nothing in here was typed by anybody. */
export const UnansweredCounts = v.object({
  /** of the oldest search counted, ms since 1970; null for none */
  sinceMs: v.nullable(v.number()),
  lines: v.array(Line),
  /** taken out to be shared, each under its event's id, until the events are stored */
  sharing: v.array(v.object({ id: v.string(), sinceMs: v.number(), ...Line.entries })),
})
export type UnansweredCounts = v.InferOutput<typeof UnansweredCounts>

export const noUnanswered: UnansweredCounts = { sinceMs: null, lines: [], sharing: [] }

/** Keeps the counts on this device. */
export interface UnansweredStore {
  load(): Promise<UnansweredCounts>
  /** Reads, changes and writes in one transaction. @returns what is stored now */
  change(next: (now: UnansweredCounts) => UnansweredCounts): Promise<UnansweredCounts>
}

/** @param by negative takes away; a line that comes to nothing goes */
export function countUnanswered(
  now: UnansweredCounts,
  competency: string | null,
  atMs: number,
  by = 1,
): UnansweredCounts {
  const before = now.lines.find((line) => line.competency === competency)?.count ?? 0
  const others = now.lines.filter((line) => line.competency !== competency)
  const lines = before + by > 0 ? [...others, { competency, count: before + by }] : others
  return { ...now, lines, sinceMs: lines.length > 0 ? Math.min(now.sinceMs ?? atMs, atMs) : null }
}
