import * as v from 'valibot'
import { browser } from 'wxt/browser'
import { Anchor } from '#core/anchors'
import { AppError, parse } from '#core/base'
import { Rule } from '#core/content'
import { checkPlacement } from '#core/context'
import type { PlacementBody } from '../../core/engine-api.ts'
import { newEventId } from '../engine-link/page-engine.ts'

const Draft = v.object({
  /** of the placement: made once, so that sending again is the same placement */
  id: v.string(),
  /** an existing placement is changed */
  again: v.boolean(),
  title: v.string(),
  aid: v.nullable(v.object({ kind: v.string(), id: v.string(), title: v.string() })),
  reason: v.string(),
  rules: v.array(Rule),
  steps: v.array(v.object({ id: v.string(), step: v.number(), where: v.array(Rule), anchor: Anchor })),
})
export type PlaceDraft = v.InferOutput<typeof Draft>
export type PlacedStep = PlaceDraft['steps'][number]

/** One for a new placement, and one for each that is changed. */
const keyOf = (again: string | null) => (again === null ? 'placeDraft' : `placeDraft:${again}`)
const keyOfDraft = ({ id, again }: PlaceDraft) => keyOf(again ? id : null)
const LONGEST = 120

/** Two made at once on one device differ in their last digits. */
const randomEnd = () => newEventId().slice(-6)

export const emptyDraft = (): PlaceDraft => ({
  id: `placement-${randomEnd()}`,
  again: false,
  title: '',
  aid: null,
  reason: '',
  rules: [],
  steps: [],
})
export const newStepId = (step: number) => `step-${step + 1}-${randomEnd()}`

/** Only what the author chose to place the aid with: it outlives the panel and the browser, and goes once it was sent. */
export async function readDraft(again: string | null): Promise<PlaceDraft | null> {
  const { [keyOf(again)]: kept } = await browser.storage.local.get(keyOf(again))
  return kept === undefined ? null : parse(Draft, kept, 'draft of a placement')
}
/** What the screen watches is a proxy, of which the browser's store would keep nothing. */
export const keepDraft = (draft: PlaceDraft): Promise<void> =>
  browser.storage.local.set({ [keyOfDraft(draft)]: JSON.parse(JSON.stringify(draft)) as unknown })
export const forgetDraft = (draft: PlaceDraft): Promise<void> => browser.storage.local.remove(keyOfDraft(draft))

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
export function draftOf(id: string, body: PlacementBody, title: string): PlaceDraft {
  const draft = { ...body, id, again: true, aid: { ...(body.aid as object), title }, steps: body.steps ?? [] }
  return parse(Draft, draft, 'placement')
}
