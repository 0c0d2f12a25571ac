import { missingFor, type ReadinessStepName, type StepEvidence } from '#core/authoring'
import { dayOf } from '#core/base'
import type { Organisation } from '../organisation.ts'
import { giveEvidence, readinessView, setSwitch } from '../studio/readiness.ts'

type Rows = StepEvidence['rows']

/** What the demo can truthfully say of itself: its company and its figures are invented, and it says so. */
const evidence = (today: string): readonly { step: ReadinessStepName; rows: Rows; note: string }[] => [
  {
    step: 'workflow-audit',
    rows: [
      {
        workflow: 'Refund, priority, handover and delivery tickets',
        tool: 'The demo service desk',
        trouble: 'Refunds above the limit, and handovers without the order number',
        asked: 'Invented for the demo; nobody was asked',
      },
    ],
    note: 'Demo: an invented company. In an organisation people are asked here.',
  },
  {
    step: 'pipelines',
    rows: [
      { data: 'Answers and results', from: 'This app and the extension', how: 'Sync of each device', checkedOn: today },
    ],
    note: 'Demo: no observations and no performance figures come in.',
  },
  {
    step: 'measures',
    rows: [
      {
        outcome: 'Refunds decided right the first time',
        measure: 'First-attempt results of the assessment on refunds',
        baseline: 'none: nobody has tried yet',
        baselineOn: today,
      },
    ],
    note: 'Demo: the baseline is an empty record, taken on the day the demo was made.',
  },
  {
    step: 'reviewers',
    rows: [
      { person: 'sam', hours: 2 },
      { person: 'lena', hours: 2 },
    ],
    note: 'Demo: invented people.',
  },
]

/**
 * Fills in the demo's readiness and, where it then holds, switches on the recommendation of paths: by the same rules as anywhere.
 *
 * @returns what is still missing for it, none where it is on
 */
export async function demoReadiness(org: Organisation, lead: string): Promise<string[]> {
  const on = dayOf(org.nowMs())
  for (const { step, rows, note } of evidence(on))
    await giveEvidence(org, lead, step, 0, { state: 'given', on, rows, note })
  const missing = missingFor('path-recommendation', (await readinessView(org, true)).steps)
  if (missing.length === 0) await setSwitch(org, lead, 'path-recommendation', true)
  return missing.flatMap((step) => step.missing)
}
