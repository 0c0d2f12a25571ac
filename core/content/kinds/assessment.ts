import * as v from 'valibot'
import { briefedFields } from '../brief.ts'
import { ObjectId, Slug } from '../envelope.ts'
import { defineContentKind } from '../kind.ts'

const Group = v.pipe(v.array(ObjectId), v.minLength(2, 'needs two items at least'))

/** What a blueprint says beyond the ordinary, a sentence each, for those who sign it. */
function rulesOf(body: {
  purpose?: 'proficiency' | 'practice' | undefined
  select?: 'estimate' | 'cut' | undefined
  among?: number | undefined
  enemies?: string[][] | undefined
  sets?: string[][] | undefined
  withAid?: boolean | undefined
}): string[] {
  return [
    ...(body.purpose === 'practice' ? ['Practice only: it proves nothing.'] : []),
    ...(body.select === 'cut' ? ['The next item is what tells most about which side of the line a person is on.'] : []),
    ...(body.among !== undefined ? [`Each item is drawn among the ${body.among} that tell most.`] : []),
    ...(body.enemies ?? []).map((group) => `Only one of these in an attempt: ${group.join(', ')}.`),
    ...(body.sets ?? []).map((set) => `One case, asked in this order: ${set.join(', ')}.`),
    ...(body.withAid ? ['An aid may be open: answers given with one count like any other.'] : []),
  ]
}

/** A blueprint: which items may be asked, when to stop, what counts as able, and the one aid each miss leads to. */
export const assessment = defineContentKind({
  kind: 'assessment',
  form: [
    { name: 'title', type: 'text', label: 'Title', max: 120 },
    { name: 'competency', type: 'slug', of: 'competency', label: 'Competency' },
    { name: 'roles', type: 'slugs', of: 'role', label: 'For whom', hint: 'Nobody chosen means everybody.' },
    { name: 'items', type: 'objects', kinds: ['item'], label: 'Items that may be asked' },
    {
      name: 'cut',
      type: 'number',
      label: 'Able from',
      hint: 'In logits: 0 is a person for whom a typical item is an even chance.',
      min: -4,
      max: 4,
      step: 0.1,
      initial: 0,
    },
    {
      name: 'stop',
      type: 'group',
      label: 'When to stop asking',
      fields: [
        { name: 'minItems', type: 'number', label: 'Items at least', min: 1, max: 60, step: 1, initial: 3 },
        { name: 'maxItems', type: 'number', label: 'Items at most', min: 1, max: 60, step: 1, initial: 8 },
        {
          name: 'standardError',
          type: 'number',
          label: 'Stop at a standard error of',
          min: 0.1,
          max: 2,
          step: 0.05,
          initial: 0.45,
        },
        {
          name: 'certainty',
          type: 'number',
          label: 'Stop at a certainty of',
          hint: 'Between .5 and 1: how sure it is on which side of the line a person stands.',
          min: 0.51,
          max: 0.99,
          step: 0.01,
          initial: 0.9,
        },
      ],
    },
    {
      name: 'remedial',
      type: 'list',
      label: 'What each miss leads to',
      item: {
        type: 'group',
        fields: [
          { name: 'subCompetency', type: 'slug', of: 'sub-competency', label: 'Missed' },
          { name: 'aid', type: 'object', kinds: ['job-aid', 'process-guide', 'onboarding-module'], label: 'Leads to' },
        ],
      },
      itemLabel: 'Miss',
      min: 1,
      max: 20,
    },
    {
      name: 'purpose',
      type: 'choice',
      label: 'What it is for',
      options: [
        { value: '', label: 'Proof that a person can do it' },
        { value: 'practice', label: 'Practice only' },
      ],
      optional: true,
    },
    {
      name: 'select',
      type: 'choice',
      label: 'Which item comes next',
      hint: 'Both ask each sub-competency in turn.',
      options: [
        { value: '', label: 'What tells most about what the person can do' },
        { value: 'cut', label: 'What tells most about which side of the line they are on' },
      ],
      optional: true,
    },
    {
      name: 'among',
      type: 'number',
      label: 'Drawn among so many of the best items',
      hint: 'More of them keep items from becoming known; each attempt then takes a little longer. Empty means one in twenty.',
      min: 1,
      max: 20,
      step: 1,
      optional: true,
    },
    {
      name: 'enemies',
      type: 'list',
      label: 'Items of which only one may be asked in an attempt',
      hint: 'For example because one gives away the answer to the other.',
      item: { type: 'objects', kinds: ['item'] },
      itemLabel: 'Group',
      min: 0,
      max: 20,
      optional: true,
    },
    {
      name: 'sets',
      type: 'list',
      label: 'Items that belong to one case',
      hint: 'They are asked one after the other, in this order.',
      item: { type: 'objects', kinds: ['item'] },
      itemLabel: 'Case',
      min: 0,
      max: 20,
      optional: true,
    },
    {
      name: 'withAid',
      type: 'flag',
      label: 'An aid may be open',
      hint: 'For work that is always done with the aid at hand: an answer given with one counts like any other.',
      optional: true,
    },
  ],
  schema: v.object({
    title: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
    competency: Slug,
    roles: v.array(Slug),
    items: v.pipe(v.array(ObjectId), v.minLength(2)),
    /** ability at or above which a person can do it, logits */
    cut: v.pipe(v.number(), v.minValue(-4), v.maxValue(4)),
    stop: v.object({
      minItems: v.pipe(v.number(), v.integer(), v.minValue(1)),
      maxItems: v.pipe(v.number(), v.integer(), v.minValue(1)),
      /** standard error of the ability, logits, at which asking on tells little */
      standardError: v.pipe(v.number(), v.gtValue(0)),
      /** probability of being on one side of the cut at which the answer is certain enough, (.5, 1) */
      certainty: v.pipe(v.number(), v.gtValue(0.5), v.ltValue(1)),
    }),
    /** the remedial aid of each sub-competency */
    remedial: v.pipe(v.array(v.object({ subCompetency: Slug, aid: ObjectId })), v.minLength(1)),
    /** proof, unless it says otherwise; practice proves nothing */
    purpose: v.optional(v.picklist(['proficiency', 'practice'])),
    /** what the next item is to tell most about: the person's ability (where nothing is said) or the side of the cut */
    select: v.optional(v.picklist(['estimate', 'cut'])),
    /** exposure control: the seed draws among so many of the most telling items */
    among: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20))),
    /** groups of items of which an attempt asks one at most */
    enemies: v.optional(v.array(Group)),
    /** items of one case, asked one after the other in this order */
    sets: v.optional(
      v.pipe(
        v.array(Group),
        v.check((sets) => new Set(sets.flat()).size === sets.flat().length, 'an item belongs to one case only'),
      ),
    ),
    /** the competency means with an aid at hand: aided answers count like any other */
    withAid: v.optional(v.boolean()),
    ...briefedFields,
  }),
  title: (body) => body.title,
  summary: (body) => `Up to ${body.stop.maxItems} tasks on ${body.competency}`,
  view: (body) => [
    { block: 'list', items: body.items },
    {
      block: 'table',
      head: ['Missed', 'Leads to'],
      rows: body.remedial.map((row) => [row.subCompetency, row.aid]),
    },
    {
      block: 'text',
      text: `Able from ${body.cut} logits; ${body.stop.minItems} to ${body.stop.maxItems} items; stops at a standard error of ${body.stop.standardError} or ${body.stop.certainty * 100} % certainty.`,
    },
    ...rulesOf(body).map((text) => ({ block: 'text' as const, text })),
  ],
  searchText: (body) => [body.title],
  roles: (body) => body.roles,
  competencies: (body) => [body.competency, ...body.remedial.map((row) => row.subCompetency)],
  examples: [
    {
      title: 'Refunds',
      competency: 'handle-refund',
      roles: ['service-agent'],
      items: ['refund-80', 'refund-order'],
      cut: 0,
      stop: { minItems: 2, maxItems: 6, standardError: 0.5, certainty: 0.9 },
      remedial: [{ subCompetency: 'refund-limits', aid: 'refund-approval' }],
    },
  ],
})
