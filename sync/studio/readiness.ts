import type { Kysely } from 'kysely'
import * as v from 'valibot'
import {
  type Edited,
  type Gate,
  gateNames,
  missingFor,
  type ReadinessStepName,
  type ReadinessView,
  readiness,
  readinessStepNames,
  readinessSteps,
  StepEvidence,
  type StepStanding,
  saidMissing,
} from '#core/authoring'
import { AppError, addMonths, dayOf, parse } from '#core/base'
import type { Schema } from '../database.ts'
import { readRoles } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { readinessFacts } from './readiness-facts.ts'
import { listRecords, readRecord, type StudioRecord, saveRecord, saveRecordIn } from './records.ts'

const EVIDENCE = 'readiness'
const SWITCH = 'switch'
const Switch = v.strictObject({ on: v.boolean() })

/** Every step with its evidence, and every switch: worked out anew, so what stops being true closes at once. */
export async function readinessView(org: Organisation, mayDecide: boolean): Promise<ReadinessView> {
  const { steps, records, people } = await standing(org, org.db)
  const nameOf = new Map(people.map(({ id, name }) => [id, name]))
  const by = (person: string) => nameOf.get(person) ?? person
  const switches = new Map((await listRecords(org.db, SWITCH)).map((record) => [record.id, record]))
  return {
    steps: steps.map((step) => {
      const record = records.get(step.step)
      const evidence = record ? { ...evidenceOf(record), by: by(record.person), at: record.at } : null
      return { ...step, evidence, version: record?.version ?? 0 }
    }),
    switches: gateNames.map((gate) => {
      const record = switches.get(gate)
      const wanted = record !== undefined && parse(Switch, record.body, `switch ${gate}`).on
      const missing = missingFor(gate, steps)
      return {
        gate,
        wanted,
        on: wanted && missing.length === 0,
        missing: missing.map(({ step, missing: lacks }) => ({ step, missing: lacks })),
        decided: record ? { by: by(record.person), at: record.at } : null,
        version: record?.version ?? 0,
      }
    }),
    people: people.map(({ id, name, roles }) => ({
      id,
      name,
      reviews: roles.includes('sme') || roles.includes('ld'),
    })),
    mayDecide,
  }
}

/** How each step stands, without who said so and when. */
export const readinessStandings = async (org: Organisation): Promise<StepStanding[]> =>
  (await standing(org, org.db)).steps

/**
 * Keeps what a person says of a step, whatever the steps above it say: it counts in its turn.
 *
 * @throws {AppError} `bad-input` for a step the system judges for itself, rows its form does not have, or a day that has not come
 */
export function giveEvidence(
  org: Organisation,
  person: string,
  step: ReadinessStepName,
  base: number,
  given: StepEvidence,
): Promise<Edited> {
  const { form, title } = readinessSteps[step]
  if (form === null)
    throw new AppError(
      'bad-input',
      `${title}: the system sees for itself whether this holds; nothing can be filled in.`,
    )
  if (given.on > dayOf(org.nowMs())) throw new AppError('bad-input', `${title}: ${given.on} has not come yet.`)
  const rows = given.state === 'withdrawn' ? given.rows : parse(form.schema, given.rows, title)
  return saveRecord(org, person, { kind: EVIDENCE, id: step, base, body: { ...given, rows } })
}

/**
 * Switches something on or off. Off needs nothing; on needs every step of its gate.
 *
 * @throws {AppError} `not-ready` naming exactly what is missing
 */
export function setSwitch(org: Organisation, person: string, gate: Gate, on: boolean) {
  return org.db.transaction().execute(async (db) => {
    const record = await readRecord(db, SWITCH, gate)
    if (on) await needSteps(org, db, gate)
    const base = record?.version ?? 0
    if (record || on) {
      const saved = await saveRecordIn(org, db, person, { kind: SWITCH, id: gate, base, body: { on } })
      if (saved.state === 'saved') await org.audit(person, on ? 'switched-on' : 'switched-off', gate, db)
    }
    return { gate, on }
  })
}

/**
 * The door before everything that is gated; approved aids and search never pass it.
 *
 * @throws {AppError} `not-ready` (409): what is missing, or that nobody has switched it on
 */
export async function requireReady(org: Organisation, gate: Gate): Promise<void> {
  await needSteps(org, org.db, gate)
  if (!(await isWanted(org.db, gate)))
    throw new AppError(
      'not-ready',
      `${gateTitles[gate]} is switched off. L&D can switch it on under Studio, Readiness.`,
    )
}

/** The same as a question. Cheap where nobody wants it. */
export async function isSwitchedOn(org: Organisation, gate: Gate): Promise<boolean> {
  return (await isWanted(org.db, gate)) && missingFor(gate, (await standing(org, org.db)).steps).length === 0
}

export const gateTitles: Readonly<Record<Gate, string>> = {
  'model-drafting': 'Drafting with a model',
  'path-recommendation': 'Recommending what to learn next',
  scaling: 'Scaling beyond the pilot',
}

async function needSteps(org: Organisation, db: Kysely<Schema>, gate: Gate): Promise<void> {
  const missing = missingFor(gate, (await standing(org, db)).steps)
  if (missing.length > 0)
    throw new AppError('not-ready', `${gateTitles[gate]} stays off. Missing: ${saidMissing(missing)}.`)
}

async function isWanted(db: Kysely<Schema>, gate: Gate): Promise<boolean> {
  const record = await readRecord(db, SWITCH, gate)
  return record !== null && parse(Switch, record.body, `switch ${gate}`).on
}

/**
 * Who has reserved hours for review, as the readiness step says: people who still review, on a word that is not too old.
 *
 * @param today `YYYY-MM-DD`
 */
export async function reviewerRows(db: Kysely<Schema>, today: string) {
  const record = await readRecord(db, EVIDENCE, 'reviewers')
  const given = record && evidenceOf(record)
  const { form, monthsValid, title } = readinessSteps.reviewers
  if (given?.state !== 'given' || addMonths(given.on, monthsValid) < today) return []
  const people = await db.selectFrom('person').select(['id', 'roles']).execute()
  const rolesOf = new Map(people.map(({ id, roles }) => [id, readRoles(roles)]))
  return parse(form.schema, given.rows, title).map(({ person, hours, domains }) => ({
    person,
    roles: rolesOf.get(person) ?? [],
    hours,
    domains: domains
      .split(',')
      .map((domain) => domain.trim())
      .filter((domain) => domain !== ''),
  }))
}

const evidenceOf = ({ id, body }: StudioRecord): StepEvidence => parse(StepEvidence, body, `evidence of ${id}`)

async function standing(org: Organisation, db: Kysely<Schema>) {
  const facts = await readinessFacts(db, org.nowMs())
  const kept = await listRecords(db, EVIDENCE)
  const records = new Map<ReadinessStepName, StudioRecord>()
  for (const step of readinessStepNames) {
    const record = kept.find(({ id }) => id === step)
    if (record) records.set(step, record)
  }
  const evidence = new Map([...records].map(([step, record]) => [step, evidenceOf(record)]))
  const steps: StepStanding[] = readiness(facts, evidence, dayOf(org.nowMs()))
  return { steps, records, people: facts.people }
}
