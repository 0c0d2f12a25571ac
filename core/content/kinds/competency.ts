import * as v from 'valibot'
import { Day, Slug } from '../envelope.ts'
import { defineContentKind } from '../kind.ts'

const Words = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'))

/** An observable statement in four parts; a part that is missing cannot be saved. */
export const Statement = v.object({ verb: Words, object: Words, condition: Words, standard: Words })
export type Statement = v.InferOutput<typeof Statement>

const Named = v.object({ id: Slug, title: Words })

/** What became of a competency, and when: nothing that was measured under an older name is told under a new one in silence. */
export const CompetencyChange = v.object({
  on: Day,
  by: Words,
  change: v.picklist(['renamed', 'split', 'merged', 'retired']),
  /** what it was called, or the competencies it came out of */
  from: v.array(Named),
  /** what it is called since, or what took its place; empty where nothing did */
  into: v.array(Named),
  note: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500))),
})
export type CompetencyChange = v.InferOutput<typeof CompetencyChange>

export const competency = defineContentKind({
  kind: 'competency',
  form: 'own',
  schema: v.object({
    title: Words,
    statement: Statement,
    subCompetencies: v.pipe(
      v.array(v.object({ id: Slug, title: Words, statement: Statement })),
      v.minLength(1, 'must name at least one part of it'),
    ),
    levels: v.optional(v.array(v.object({ level: v.pipe(v.number(), v.integer()), description: Words })), []),
    provenance: v.pipe(
      v.array(
        v.object({
          person: Words,
          on: Day,
          evidence: v.picklist(['high-performer', 'department-head', 'observation', 'policy', 'job-description']),
          note: v.optional(v.string()),
        }),
      ),
      v.minLength(1, 'must say who asserted it, when, and from what evidence'),
    ),
    /** oldest first */
    history: v.optional(v.array(CompetencyChange)),
    /** since then nothing new is measured by it; it stays so that what was measured can be read */
    retiredOn: v.optional(Day),
    /** competencies that took its place */
    replacedBy: v.optional(v.array(Slug)),
  }),
  title: (body) => body.title,
  summary: (body) => sentence(body.statement),
  view: (body) => [
    { block: 'text', text: sentence(body.statement) },
    { block: 'list', items: body.subCompetencies.map((sub) => `${sub.title}: ${sentence(sub.statement)}`) },
    ...(body.levels.length > 0
      ? [{ block: 'list' as const, items: body.levels.map((level) => `Level ${level.level}: ${level.description}`) }]
      : []),
    {
      block: 'text',
      text: `Asserted by ${body.provenance.map((p) => `${p.person} (${p.evidence.replace('-', ' ')}, ${p.on})`).join('; ')}.${isUnconfirmed(body) ? ' Unconfirmed: a job description is its only source.' : ''}`,
    },
    ...(body.history ?? []).map((entry) => ({ block: 'text' as const, text: changeSentence(entry) })),
  ],
  searchText: (body) => [body.title, sentence(body.statement), ...body.subCompetencies.map((sub) => sub.title)],
  competencies: (body) => body.subCompetencies.map((sub) => sub.id),
  examples: [
    {
      title: 'Handle a refund request',
      statement: {
        verb: 'Decide',
        object: 'a refund request',
        condition: 'in the service desk, with the order open',
        standard: 'within the limits of the refund procedure, without asking a colleague',
      },
      subCompetencies: [
        {
          id: 'refund-limits',
          title: 'Refund limits',
          statement: {
            verb: 'Choose',
            object: 'who must approve an amount',
            condition: 'given the amount and the payment method',
            standard: 'right in every case',
          },
        },
      ],
      provenance: [{ person: 'Head of Service', on: '2026-05-04', evidence: 'department-head' }],
    },
  ],
})

/** Nobody who does the work, leads it or rules it has said so yet. */
export const isUnconfirmed = ({ provenance }: { provenance: readonly { evidence: string }[] }): boolean =>
  provenance.every(({ evidence }) => evidence === 'job-description')

/** "On 2026-05-03 split: “Handle a refund” became “Decide a refund” and “Pay a refund”." */
export function changeSentence({ on, change, from, into, note }: CompetencyChange): string {
  const names = (list: readonly { title: string }[]) =>
    list
      .map(({ title }) => `“${title}”`)
      .join(', ')
      .replace(/, (?=[^,]*$)/, ' and ')
  const what =
    change === 'retired' && into.length === 0
      ? 'retired; nothing takes its place'
      : `${change}: ${names(from)} became ${names(into)}`
  return `On ${on} ${what}.${note === undefined ? '' : ` ${note}`}`
}

export function sentence({ verb, object, condition, standard }: Statement): string {
  return `${verb} ${object}, ${condition}, ${standard}.`
}
