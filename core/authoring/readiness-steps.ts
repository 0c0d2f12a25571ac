import * as v from 'valibot'
import { Day, Slug } from '#core/content'

const words = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(most))
const rowsOf = <T extends v.GenericSchema>(row: T, least = 1) =>
  v.pipe(v.array(row), v.minLength(least, `name at least ${least}`), v.maxLength(50))

/** One question of a step's form, asked once a row. */
export interface FormField {
  name: string
  label: string
  type: 'text' | 'day' | 'number' | 'person' | 'duty'
  optional?: boolean
}

interface StepDefinition {
  title: string
  /** what it is for, in one sentence */
  why: string
  /** what a person has to say, because the system cannot see it; none where it sees all */
  form: { rows: string; fields: readonly FormField[]; schema: v.GenericSchema<unknown, FormRow[]> } | null
  /** evidence given by a person counts so long, months */
  monthsValid: number
}
export type FormRow = Record<string, string | number>

const text = (name: string, label: string): FormField => ({ name, label, type: 'text' })
const day = (name: string, label: string): FormField => ({ name, label, type: 'day' })

/** What must be looked after for as long as anything is scaled. */
export const duties = ['audit', 'transparency', 'maintenance'] as const

/**
 * The fixed sequence: no step counts before the one above it. A shipped name is never renamed.
 */
export const readinessSteps = {
  'workflow-audit': {
    title: 'Workflow audit',
    why: 'Look at the work before anything is built for it: where it is done, where it goes wrong, and who says so.',
    form: {
      rows: 'Workflows looked at',
      fields: [
        text('workflow', 'Workflow'),
        text('tool', 'Tool it is done in'),
        text('trouble', 'Where it goes wrong'),
        text('asked', 'Who was asked or watched'),
      ],
      schema: rowsOf(
        v.strictObject({ workflow: words(200), tool: words(200), trouble: words(500), asked: words(300) }),
      ),
    },
    monthsValid: 12,
  },
  taxonomy: {
    title: 'Competency framework',
    why: 'What people must be able to do, as statements that can be watched, approved by an SME and by L&D.',
    form: null,
    monthsValid: 12,
  },
  'role-profiles': {
    title: 'Role profiles in date',
    why: 'Which role needs which competency, confirmed by its owner within its cadence.',
    form: null,
    monthsValid: 12,
  },
  pipelines: {
    title: 'Data pipelines',
    why: 'Where results, observations and figures come from, and that they do arrive.',
    form: {
      rows: 'Data that arrives',
      fields: [
        text('data', 'Data'),
        text('from', 'Comes from'),
        text('how', 'How it arrives'),
        day('checkedOn', 'Seen to arrive on'),
      ],
      schema: rowsOf(v.strictObject({ data: words(200), from: words(200), how: words(300), checkedOn: Day })),
    },
    monthsValid: 12,
  },
  measures: {
    title: 'Measures and baseline',
    why: 'What is to change, how it is measured, and what it was before anything began.',
    form: {
      rows: 'Declared measures',
      fields: [
        text('outcome', 'Outcome'),
        text('measure', 'Measured by'),
        text('baseline', 'Baseline'),
        day('baselineOn', 'Baseline taken on'),
      ],
      schema: rowsOf(
        v.strictObject({ outcome: words(200), measure: words(300), baseline: words(100), baselineOn: Day }),
      ),
    },
    monthsValid: 12,
  },
  reviewers: {
    title: 'Reviewers with hours',
    why: 'Who reviews, and how many hours a week are reserved for it: scope can shrink, review cannot.',
    form: {
      rows: 'Reviewers',
      fields: [
        { name: 'person', label: 'Person', type: 'person' },
        { name: 'hours', label: 'Hours a week', type: 'number' },
        { ...text('domains', 'Only for these domains (ids with commas between; empty: for all)'), optional: true },
      ],
      schema: rowsOf(
        v.strictObject({
          person: Slug,
          hours: v.pipe(v.number(), v.minValue(0.25, 'must be at least a quarter of an hour'), v.maxValue(60)),
          domains: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(500)), ''),
        }),
        2,
      ),
    },
    monthsValid: 12,
  },
  pilot: {
    title: 'Pilot',
    why: 'It was tried with some people first, and what came of it was looked at.',
    form: {
      rows: 'Pilots',
      fields: [
        text('where', 'Where, with whom'),
        day('from', 'From'),
        day('until', 'Until'),
        text('result', 'What came of it'),
        text('decision', 'What was decided'),
      ],
      schema: rowsOf(
        v.strictObject({ where: words(300), from: Day, until: Day, result: words(500), decision: words(500) }),
      ),
    },
    monthsValid: 12,
  },
  upkeep: {
    title: 'Audits, transparency and maintenance on schedule',
    why: 'What is used widely is audited, explained and kept up to date, by somebody, by a date.',
    form: {
      rows: 'Duties',
      fields: [
        { name: 'duty', label: 'Duty', type: 'duty' },
        { name: 'owner', label: 'Owner', type: 'person' },
        day('lastDone', 'Last done on'),
        { name: 'everyMonths', label: 'Every so many months', type: 'number' },
      ],
      schema: rowsOf(
        v.strictObject({
          duty: v.picklist(duties),
          owner: Slug,
          lastDone: Day,
          everyMonths: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(12)),
        }),
        3,
      ),
    },
    monthsValid: 12,
  },
} as const satisfies Record<string, StepDefinition>

export type ReadinessStepName = keyof typeof readinessSteps
export const readinessStepNames = Object.keys(readinessSteps) as ReadinessStepName[]

/** What stays off until every step up to the named one has evidence. Approved aids and search are never among them. */
export const gates = {
  'model-drafting': 'reviewers',
  'path-recommendation': 'reviewers',
  scaling: 'upkeep',
} as const satisfies Record<string, ReadinessStepName>
export type Gate = keyof typeof gates
export const gateNames = Object.keys(gates) as Gate[]
