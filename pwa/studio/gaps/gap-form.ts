import * as v from 'valibot'
import { type GapDraft, impacts } from '#core/competencies'

const text = v.string()

/** The form of a gap, which may be half filled in: what is empty here is null for the server. */
export const GapForm = v.object({
  role: text,
  competency: text,
  sub: text,
  statement: text,
  asked: v.array(
    v.object({ person: text, as: v.picklist(['department-head', 'high-performer']), on: text, said: text }),
  ),
  impact: v.union([v.literal(''), v.picklist(impacts)]),
  goal: text,
  size: v.picklist([0, 1, 2, 3]),
  why: text,
  owner: text,
  effect: text,
})
export type GapForm = v.InferOutput<typeof GapForm>

export const emptyGapForm: GapForm = {
  role: '',
  competency: '',
  sub: '',
  statement: '',
  asked: [],
  impact: '',
  goal: '',
  size: 0,
  why: '',
  owner: '',
  effect: '',
}

export const gapFormOf = ({ priority, sub, owner, effect, ...draft }: GapDraft): GapForm => ({
  role: draft.role,
  competency: draft.competency,
  statement: draft.statement,
  asked: draft.asked,
  sub: sub ?? '',
  impact: priority?.impact ?? '',
  goal: priority?.goal ?? '',
  size: priority?.size ?? 0,
  why: priority?.why ?? '',
  owner: owner ?? '',
  effect: effect ?? '',
})

/** A priority is whole or none: what is half written is sent, and the server says what it lacks. */
export function gapDraftOf({ impact, goal, size, why, sub, owner, effect, ...form }: GapForm): GapDraft {
  const none = impact === '' && goal === '' && size === 0 && why === ''
  return {
    ...form,
    sub: sub || null,
    priority: none ? null : ({ impact, goal, size, why } as GapDraft['priority']),
    owner: owner || null,
    effect: effect || null,
  }
}

/** A gap as lines that people compare. */
export function gapLines(given: unknown): string[] {
  const form = v.parse(GapForm, given)
  return [
    form.statement,
    [form.role, form.competency, form.sub].filter(Boolean).join(' / '),
    ...form.asked.map(({ person, on, said }) => `${person}, ${on}: ${said}`),
    [form.impact, form.goal, form.size ? `size ${form.size}` : '', form.why].filter(Boolean).join(' / '),
    form.owner,
    form.effect,
  ].filter(Boolean)
}
