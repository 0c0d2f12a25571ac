import * as v from 'valibot'
import { ReleaseStage } from './release-view.ts'
import { StartStep } from './start-steps.ts'

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** `GET /v1/studio/summary`: how each area stands, in numbers, and the way to the first aid until it is gone. */
export const StudioSummary = v.object({
  framework: v.object({ competencies: Count, open: Count }),
  roles: v.object({ all: Count, stale: Count, due: Count }),
  gaps: v.object({ active: Count, most: Count, all: Count }),
  readiness: v.object({ done: Count, of: Count }),
  sources: v.object({ all: Count, incomplete: Count, flagged: Count }),
  pairs: v.object({ blocked: Count, open: Count, waiting: Count }),
  /** `share` in date of those that say a day, 0-1; null where none does */
  freshness: v.object({ share: v.nullable(v.number()), overdue: Count }),
  changes: v.object({ all: Count, released: Count }),
  tags: v.object({ ran: v.boolean(), proposals: Count, untagged: Count }),
  /** `writing`: drafts; `back`: somebody asked for changes */
  objects: v.object({ all: Count, writing: Count, back: Count }),
  /** open ones, and those of them nothing is written on */
  briefs: v.object({ open: Count, without: Count }),
  /** the one that waits for a signature, and the newest that is published */
  releases: v.object({
    waiting: v.nullable(Count),
    last: v.nullable(v.object({ version: Count, stage: ReleaseStage })),
  }),
  /** reports nobody answered */
  reports: v.object({ open: Count, overdue: Count }),
  /** answers in own words that wait for a person */
  answers: v.object({ waiting: Count }),
  /** reviews of assessments with their items: due by now, and those of them whose day has passed */
  board: v.object({ all: Count, due: Count, overdue: Count }),
  /** empty once an own aid has reached a learner */
  start: v.array(StartStep),
})
export type StudioSummary = v.InferOutput<typeof StudioSummary>
