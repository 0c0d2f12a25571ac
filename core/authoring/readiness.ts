import * as v from 'valibot'
import { addMonths } from '#core/base'
import { Day, Slug } from '#core/content'
import {
  duties,
  type FormRow,
  type Gate,
  gates,
  type ReadinessStepName,
  readinessStepNames,
  readinessSteps,
} from './readiness-steps.ts'

/** What a person says of a step. `withdrawn` takes it back; nothing is removed. */
export const StepEvidence = v.strictObject({
  state: v.picklist(['given', 'withdrawn']),
  /** the day it was found to be so */
  on: Day,
  rows: v.pipe(v.array(v.record(v.string(), v.union([v.string(), v.number()]))), v.maxLength(50)),
  note: v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500))),
})
export type StepEvidence = v.InferOutput<typeof StepEvidence>

/** What the server sees for itself. */
export interface ReadinessFacts {
  competencies: { id: string; title: string; approved: boolean }[]
  /** `current`: neither past its cadence nor older than twelve months */
  profiles: { title: string; approved: boolean; current: boolean; reviewedOn: string; competencies: string[] }[]
  /** devices of learners that were enrolled more than a week ago, and how many of their people sent anything in 30 days */
  learners: { enrolled: number; heard: number }
  people: { id: string; name: string; roles: readonly string[] }[]
}

export interface StepFinding {
  /** what is not there, a sentence each; empty where the step has its evidence */
  missing: string[]
  /** what the system saw for itself */
  seen: string[]
}

export interface StepStanding extends StepFinding {
  step: ReadinessStepName
  /** `waiting`: it has its own evidence, but a step above it has not */
  state: 'done' | 'open' | 'waiting'
}

/** Every step in order. It is worked out anew each time, so what stops being true closes its step again. */
export function readiness(
  facts: ReadinessFacts,
  evidence: ReadonlyMap<ReadinessStepName, StepEvidence>,
  today: string,
): StepStanding[] {
  let above = true
  return readinessStepNames.map((step) => {
    const finding = findingOf(step, facts, evidence.get(step) ?? null, today)
    const state = finding.missing.length > 0 ? 'open' : above ? 'done' : 'waiting'
    above = state === 'done'
    return { step, state, ...finding }
  })
}

/** The steps a gate still waits for, in order; none: it is ready. */
export function missingFor(gate: Gate, steps: readonly StepStanding[]): StepStanding[] {
  const last = readinessStepNames.indexOf(gates[gate])
  return steps.slice(0, last + 1).filter(({ missing }) => missing.length > 0)
}

/** What is missing, as one sentence a refusal can carry. */
export const saidMissing = (steps: readonly StepStanding[]): string =>
  steps.map(({ step, missing }) => `${readinessSteps[step].title}: ${missing.join('; ')}`).join('. ')

function findingOf(
  step: ReadinessStepName,
  facts: ReadinessFacts,
  given: StepEvidence | null,
  today: string,
): StepFinding {
  const { form, monthsValid } = readinessSteps[step]
  if (form === null) return step === 'taxonomy' ? taxonomy(facts) : roleProfiles(facts)
  const current = given?.state === 'given' ? given : null
  if (!current) return { missing: [`nobody has filled in "${form.rows}"`], seen: [] }
  const until = addMonths(current.on, monthsValid)
  const missing = until < today ? [`what was said on ${current.on} counted until ${until}; look again`] : []
  switch (step) {
    case 'pipelines':
      return and(missing, pipelines(facts))
    case 'reviewers':
      return and(missing, reviewers(facts, current.rows))
    case 'pilot':
      return and(missing, pilot(current.rows, today))
    case 'upkeep':
      return and(missing, upkeep(facts, current.rows, today))
    default:
      return { missing, seen: [] }
  }
}

const and = (missing: string[], more: StepFinding): StepFinding => ({
  missing: [...missing, ...more.missing],
  seen: more.seen,
})

function taxonomy({ competencies, profiles }: ReadinessFacts): StepFinding {
  if (competencies.length === 0) return { missing: ['there is no competency yet'], seen: [] }
  const approved = new Set(competencies.filter((each) => each.approved).map(({ id }) => id))
  const titles = new Map(competencies.map(({ id, title }) => [id, title]))
  const needed = [...new Set(profiles.flatMap((profile) => profile.competencies))]
  const bare = needed.filter((id) => !approved.has(id)).map((id) => titles.get(id) ?? id)
  const missing = [
    ...(approved.size === 0 ? ['no competency is approved by an SME and by L&D'] : []),
    ...(approved.size > 0 && bare.length > 0
      ? [`role profiles rest on competencies that are not approved: ${few(bare)}`]
      : []),
  ]
  return { missing, seen: [`${approved.size} of ${competencies.length} competencies are approved`] }
}

function roleProfiles({ profiles }: ReadinessFacts): StepFinding {
  if (profiles.length === 0) return { missing: ['there is no role profile yet'], seen: [] }
  const named = (profile: ReadinessFacts['profiles'][number]) => `${profile.title} (${profile.reviewedOn})`
  const drafts = profiles.filter(({ approved }) => !approved)
  const stale = profiles.filter(({ current }) => !current)
  return {
    missing: [
      ...(drafts.length > 0 ? [`not approved by an SME and by L&D: ${few(drafts.map(({ title }) => title))}`] : []),
      ...(stale.length > 0 ? [`to be confirmed by their owners: ${few(stale.map(named))}`] : []),
    ],
    seen: [`${profiles.length - stale.length} of ${profiles.length} role profiles are in date`],
  }
}

function pipelines({ learners: { enrolled, heard } }: ReadinessFacts): StepFinding {
  if (enrolled === 0) return { missing: [], seen: ['no learner has been here for a week yet, so nothing can be late'] }
  return {
    missing: heard === 0 ? ['nothing has arrived from any learner in the last 30 days'] : [],
    seen: [`something arrived in the last 30 days from ${heard} of ${enrolled} learners`],
  }
}

function reviewers({ people }: ReadinessFacts, rows: readonly FormRow[]): StepFinding {
  const rolesOf = new Map(people.map(({ id, roles }) => [id, roles]))
  const holders = (role: string) => [
    ...new Set(rows.map(({ person }) => String(person)).filter((id) => rolesOf.get(id)?.includes(role))),
  ]
  const [sme, ld] = [holders('sme'), holders('ld')]
  const gone = rows.filter(({ person }) => !['sme', 'ld'].some((role) => rolesOf.get(String(person))?.includes(role)))
  const differ = sme.some((one) => ld.some((other) => other !== one))
  const hours = rows.reduce((sum, row) => sum + Number(row.hours), 0)
  return {
    missing: [
      ...(sme.length === 0 ? ['no SME has hours'] : []),
      ...(ld.length === 0 ? ['no L&D reviewer has hours'] : []),
      ...(sme.length > 0 && ld.length > 0 && !differ ? ['the SME and the L&D reviewer must be two people'] : []),
      ...(gone.length > 0 ? [`does not review any more: ${few(gone.map(({ person }) => String(person)))}`] : []),
    ],
    seen: [`${hours} hours a week, by ${sme.length} for subject matter and ${ld.length} for L&D`],
  }
}

function pilot(rows: readonly FormRow[], today: string): StepFinding {
  const ended = rows.filter(({ until }) => String(until) <= today)
  return { missing: ended.length === 0 ? ['no pilot has ended yet'] : [], seen: [] }
}

function upkeep({ people }: ReadinessFacts, rows: readonly FormRow[], today: string): StepFinding {
  const here = new Set(people.map(({ id }) => id))
  return {
    missing: duties.flatMap((duty) => {
      const own = rows.filter((row) => row.duty === duty)
      if (own.length === 0) return [`nobody looks after ${duty}`]
      const due = own.filter((row) => addMonths(String(row.lastDone), Number(row.everyMonths)) < today)
      const gone = own.filter(({ owner }) => !here.has(String(owner)))
      return [
        ...(due.length > 0 ? [`${duty} is overdue (last done on ${due[0]?.lastDone})`] : []),
        ...(gone.length > 0 ? [`who looks after ${duty} is not here any more: ${gone[0]?.owner}`] : []),
      ]
    }),
    seen: [],
  }
}

/** Names for a sentence: the first ones, and how many more. */
const few = (names: readonly string[]): string =>
  names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ')

/** `GET /v1/studio/readiness` */
export const ReadinessView = v.object({
  steps: v.array(
    v.object({
      step: v.picklist(readinessStepNames),
      state: v.picklist(['done', 'open', 'waiting']),
      missing: v.array(v.string()),
      seen: v.array(v.string()),
      /** the newest, also one withdrawn; `version` 0 where there is none */
      evidence: v.nullable(v.object({ ...StepEvidence.entries, by: v.string(), at: v.string() })),
      version: v.number(),
    }),
  ),
  switches: v.array(
    v.object({
      gate: v.picklist(Object.keys(gates) as Gate[]),
      /** what a person decided */
      wanted: v.boolean(),
      /** wanted, and nothing is missing */
      on: v.boolean(),
      /** titles of steps and what each lacks */
      missing: v.array(v.object({ step: v.string(), missing: v.array(v.string()) })),
      decided: v.nullable(v.object({ by: v.string(), at: v.string() })),
      version: v.number(),
    }),
  ),
  /** for the forms */
  people: v.array(v.object({ id: Slug, name: v.string(), reviews: v.boolean() })),
  mayDecide: v.boolean(),
})
export type ReadinessView = v.InferOutput<typeof ReadinessView>
