import * as v from 'valibot'
import { Edited, type Gate, type ReadinessStepName, ReadinessView, type StepEvidence } from '#core/authoring'
import type { StudioClient } from '../use-studio.ts'

const Switched = v.object({ gate: v.string(), on: v.boolean() })

/** What the readiness screen asks of the server. */
export const createReadinessApi = (studio: StudioClient) => ({
  view: () => studio.get(ReadinessView, 'readiness'),
  give: (step: ReadinessStepName, base: number, evidence: StepEvidence) =>
    studio.post(Edited, `readiness/${step}`, { base, evidence }),
  turn: (gate: Gate, on: boolean) => studio.post(Switched, `switches/${gate}`, { on }),
})
