import * as v from 'valibot'
import type { Block } from '../blocks.ts'
import { ObjectId, Slug } from '../envelope.ts'
import { defineContentKind } from '../kind.ts'

/** Where an aid belongs. A rule names a matcher of the closed list in core/context/matchers, which checks its data; never an expression. */
export const Rule = v.looseObject({ matcher: Slug })
export type Rule = v.InferOutput<typeof Rule>

/**
 * Where a step of the guide stands in the tool. `anchor` is what core/anchors makes of an element; as with rules, the module that
 * knows it checks it.
 */
const PlacedStep = v.object({
  /** names this place in events; unique in the placement */
  id: Slug,
  /** which step of the guide, from 0; each at most once */
  step: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99)),
  /** pages it is looked for on, all must hold; none: anywhere in the tool */
  where: v.optional(v.pipe(v.array(Rule), v.maxLength(12)), []),
  anchor: v.looseObject({}),
})

const said = ({ matcher, ...data }: Rule): string => `${matcher}: ${JSON.stringify(data)}`
const each = <T>(values: readonly T[]) => new Set(values).size === values.length

export const placement = defineContentKind({
  kind: 'placement',
  form: [
    { name: 'title', type: 'text', label: 'Title', max: 120 },
    { name: 'aid', type: 'ref', kinds: ['job-aid', 'process-guide', 'onboarding-module'], label: 'The aid to offer' },
    { name: 'reason', type: 'text', label: 'Why it is offered', hint: 'Completes “Shown because”.', max: 200 },
    {
      name: 'rules',
      type: 'rules',
      label: 'Where',
      hint: 'All must hold. Steps of a guide are placed by pointing at them, with the extension.',
    },
  ],
  schema: v.pipe(
    v.object({
      title: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
      /** the aid to offer, a readable object */
      aid: v.object({ kind: Slug, id: ObjectId }),
      /** what the person is told: "Because ..." */
      reason: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
      /** all must hold */
      rules: v.pipe(v.array(Rule), v.minLength(1), v.maxLength(12)),
      /** a process guide that is shown step by step on the pages of the tool its host rule names */
      steps: v.optional(
        v.pipe(
          v.array(PlacedStep),
          v.minLength(1),
          v.maxLength(40),
          v.check((steps) => each(steps.map(({ id }) => id)), 'each must have an id of its own'),
          v.check((steps) => each(steps.map(({ step }) => step)), 'must name each step of the guide at most once'),
        ),
      ),
    }),
    v.check(
      ({ aid, steps }) => steps === undefined || aid.kind === 'process-guide',
      'only a process guide has steps to show on a page',
    ),
  ),
  title: (body) => body.title,
  summary: (body) => `Offers ${body.aid.id}: ${body.reason}`,
  view: (body) => [
    { block: 'text', text: `Offers ${body.aid.kind} ${body.aid.id}. Reason shown: ${body.reason}` },
    {
      block: 'list',
      items: body.rules.map(said),
    },
    ...(body.steps ?? []).flatMap(({ id, step, where, anchor }): Block[] => [
      { block: 'heading', level: 3, text: `Step ${step + 1} on the page (${id})` },
      { block: 'list', items: [...where.map(said), `points at: ${JSON.stringify(anchor)}`] },
    ]),
  ],
  searchText: (body) => [body.title, body.reason],
  examples: [
    {
      title: 'Refund form',
      aid: { kind: 'job-aid', id: 'refund-approval' },
      reason: 'you are on the refund form',
      rules: [{ matcher: 'path', pattern: '/tickets/*/refund' }],
    },
    {
      title: 'Hand over, shown on the page',
      aid: { kind: 'process-guide', id: 'hand-over' },
      reason: 'the handover note is missing',
      rules: [
        { matcher: 'host', host: 'desk.example.com' },
        { matcher: 'banner-says', text: 'Handover summary missing' },
      ],
      steps: [
        {
          id: 'escalate',
          step: 0,
          where: [{ matcher: 'path', pattern: '/tickets/*' }],
          anchor: {
            v: 1,
            language: 'en',
            role: 'link',
            name: 'Escalate',
            label: null,
            testId: null,
            attributes: {},
            path: ['main', 'list', 'listitem'],
            heading: 'Actions',
            neighbours: [],
            around: [],
            item: null,
            apart: [],
          },
        },
      ],
    },
  ],
})
