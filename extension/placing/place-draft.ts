import * as v from 'valibot'
import { Anchor } from '#core/anchors'
import { AppError, parse } from '#core/base'
import { Rule } from '#core/content'
import { checkPlacement } from '#core/context'
import type { FoundPlacement, PlacementBody } from '../../core/engine-api.ts'
import { newEventId } from '../engine-link/page-engine.ts'

export const Draft = v.object({
  /** of the placement: made once, so that sending again is the same placement */
  id: v.string(),
  /** an existing placement is changed */
  again: v.boolean(),
  /** version on the server that an existing placement is changed from */
  basedOn: v.nullable(v.number()),
  title: v.string(),
  aid: v.nullable(v.object({ kind: v.string(), id: v.string(), title: v.string() })),
  reason: v.string(),
  rules: v.array(Rule),
  steps: v.array(v.object({ id: v.string(), step: v.number(), where: v.array(Rule), anchor: Anchor })),
})
export type PlaceDraft = v.InferOutput<typeof Draft>
export type PlacedStep = PlaceDraft['steps'][number]

const LONGEST = 120

/** Two made at once on one device differ in their last digits. */
const randomEnd = () => newEventId().slice(-6)

export const emptyDraft = (): PlaceDraft => ({
  id: `placement-${randomEnd()}`,
  again: false,
  basedOn: null,
  title: '',
  aid: null,
  reason: '',
  rules: [],
  steps: [],
})
export const newStepId = (step: number) => `step-${step + 1}-${randomEnd()}`

export function draftBody({ title, aid, reason, rules, steps }: PlaceDraft): PlacementBody {
  return {
    title: (title.trim() || aid?.title || '').slice(0, LONGEST),
    aid: aid && { kind: aid.kind, id: aid.id },
    reason: reason.trim().replace(/\s+/g, ' '),
    rules,
    ...(steps.length > 0 ? { steps: [...steps].sort((a, b) => a.step - b.step) } : {}),
  }
}

/** What keeps it from being sent, or null. */
export function draftProblem(draft: PlaceDraft): string | null {
  try {
    checkPlacement(draftBody(draft))
    return null
  } catch (error) {
    if (error instanceof AppError) return error.message
    throw error
  }
}

/** @param title of the aid */
export function draftOf(id: string, { version, body }: FoundPlacement, title: string): PlaceDraft {
  const draft = {
    ...body,
    id,
    again: true,
    basedOn: version,
    aid: { ...(body.aid as object), title },
    steps: body.steps ?? [],
  }
  return parse(Draft, draft, 'placement')
}
