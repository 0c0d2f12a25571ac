import * as v from 'valibot'
import { Day, Slug } from '#core/content'
import { Gap } from './gap.ts'
import { GapReadings } from './gap-reading.ts'
import { GapSums } from './gap-sums.ts'

const Provenance = v.object({ person: v.string(), on: Day, evidence: v.string() })

/** One gap as the studio shows it: the three passes side by side. */
export const GapRow = v.object({
  id: v.string(),
  version: v.number(),
  gap: Gap,
  roleTitle: v.string(),
  /** of the sub-competency where it is about one */
  competencyTitle: v.string(),
  ownerName: v.nullable(v.string()),
  /** pass 1. `level` null: the role profile does not name the competency. `unconfirmed`: only a job description says so */
  required: v.object({ level: v.nullable(v.number()), unconfirmed: v.boolean(), said: v.array(Provenance) }),
  baseline: v.object({ state: v.picklist(['current', 'fiction', 'missing']), reviewedOn: v.nullable(Day) }),
  /** pass 2 */
  sums: GapSums,
  /** pass 3 */
  rank: v.number(),
  why: v.string(),
})
export type GapRow = v.InferOutput<typeof GapRow>

/** What a gap can be about: every role profile and what it names. */
const Role = v.object({
  id: Slug,
  title: v.string(),
  baseline: GapRow.entries.baseline,
  competencies: v.array(
    v.object({
      id: Slug,
      title: v.string(),
      level: v.number(),
      subs: v.array(v.object({ id: Slug, title: v.string() })),
    }),
  ),
})

/** `GET /v1/studio/gaps` */
export const GapBoard = v.object({
  gaps: v.array(GapRow),
  active: v.number(),
  most: v.number(),
  roles: v.array(Role),
  people: v.array(v.object({ id: Slug, name: v.string() })),
  /** whether who asks may open a case and see persons */
  mayOpenCases: v.boolean(),
})
export type GapBoard = v.InferOutput<typeof GapBoard>

/** `GET /v1/studio/gaps/report`: what may be told to others. */
export const GapReport = v.object({
  on: Day,
  gaps: v.array(GapRow),
  /** what is kept out, and why */
  leftOut: v.array(v.object({ id: v.string(), statement: v.string(), why: v.string() })),
})
export type GapReport = v.InferOutput<typeof GapReport>

/** A stated reason to look at persons: it names them, ends by itself, and stays on record. */
export const GapCase = v.object({
  id: v.string(),
  gap: Slug,
  reason: v.string(),
  openedBy: Slug,
  openedAt: v.string(),
  until: v.string(),
  state: v.picklist(['open', 'closed', 'expired']),
  people: v.number(),
})
export type GapCase = v.InferOutput<typeof GapCase>

/** `GET /v1/studio/gaps/:id/cases/:case` */
export const GapPersons = v.object({
  case: GapCase,
  people: v.array(v.object({ person: Slug, name: v.string(), readings: GapReadings, disagree: v.boolean() })),
})
export type GapPersons = v.InferOutput<typeof GapPersons>

/**
 * `GET /v1/me/readers`: the cases that name the asking person, newest first: who opened each, when and why, about what, and each
 * look at what is held on the people in it (instants).
 */
export const CasesOnMe = v.array(
  v.object({
    id: v.string(),
    /** title of what was looked into */
    about: v.string(),
    reason: v.string(),
    by: v.string(),
    openedAt: v.string(),
    until: v.string(),
    state: v.picklist(['open', 'closed', 'expired']),
    looks: v.array(v.string()),
  }),
)
export type CasesOnMe = v.InferOutput<typeof CasesOnMe>

/** What an import of observations and performance data came to. */
export const EvidenceReport = v.object({
  taken: v.number(),
  same: v.number(),
  /** the first of them */
  refused: v.array(v.object({ line: v.number(), reason: v.string() })),
  moreRefused: v.number(),
})
export type EvidenceReport = v.InferOutput<typeof EvidenceReport>
