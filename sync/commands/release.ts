import { defineCommand } from 'citty'
import * as v from 'valibot'
import { ReleaseDifference } from '#core/authoring'
import { AppError, parse } from '#core/base'
import { type Operator, withOperator } from '../client.ts'
import { Failed, failedLines } from './failed-questions.ts'
import { forWhomLines, warningLines } from './release-lines.ts'

const Ref = { kind: v.string(), id: v.string() }
const Composed = v.object({
  version: v.number(),
  sha256: v.string(),
  objects: v.number(),
  changed: v.array(v.object({ ...Ref, version: v.number(), change: v.picklist(['new', 'changed']) })),
  removed: v.array(v.object(Ref)),
  leftOut: v.array(v.object({ ...Ref, reason: v.string() })),
  also: v.array(v.picklist(['approvals', 'synonyms', 'threshold', 'vectors', 'parameters', 'evidence'])),
  drafts: v.number(),
  thresholdChange: v.nullable(v.string()),
  withoutVectors: v.nullable(v.string()),
  check: v.nullable(
    v.object({
      questions: v.number(),
      recall3: v.number(),
      failed: v.array(Failed),
      before: v.nullable(v.number()),
      lost: v.array(Failed),
    }),
  ),
})
type Composed = v.InferOutput<typeof Composed>
const Progress = v.nullable(v.object({ done: v.number(), of: v.number() }))

export const release = defineCommand({
  meta: {
    name: 'release',
    description: 'Compose the next release from what is approved; an L&D reviewer then signs it',
  },
  args: {
    as: { type: 'string', description: 'the L&D lead it is composed for', required: true },
    'demo-sign': { type: 'boolean', description: "sign with the demo's L&D key file; refused elsewhere" },
    'accept-lower-recall': {
      type: 'boolean',
      description: 'with --demo-sign: publish it though it answers fewer of your own questions than the last one',
    },
    departments: { type: 'string', description: 'with --demo-sign: for these departments first, e.g. Shop,Desk' },
    json: { type: 'boolean', description: 'one JSON object on stdout' },
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const composed = await compose(operator, args.as)
      const { version } = composed
      const path = '/v1/studio/releases/waiting/difference'
      const told = parse(ReleaseDifference, await operator.get(path), 'release')
      const refusal = args['demo-sign']
        ? await demoSign(operator, version, {
            as: args.as,
            acceptLowerRecall: args['accept-lower-recall'] === true,
            ...(args.departments ? { departments: args.departments.split(',') } : {}),
          })
        : null
      const published = args['demo-sign'] === true && refusal === null
      const { roles, departments, warnings } = told
      if (args.json) console.log(JSON.stringify({ ...composed, roles, departments, warnings, published }))
      else for (const line of said(composed, told, published)) console.log(line)
      if (refusal) throw refusal
    }),
})

/** Says on stderr every second how far the embedding of new passages is. */
async function compose(operator: Operator, as: string): Promise<Composed> {
  let asking = false
  const timer = setInterval(async () => {
    if (asking) return
    asking = true
    try {
      const now = parse(Progress, await operator.get('/v1/studio/releases/composing'), 'progress')
      if (now && now.of > 0) console.error(`vectors for search by meaning: ${now.done} of ${now.of}`)
    } catch (error) {
      // only the progress is lost; what composing itself says counts
      if (!(error instanceof AppError)) throw error
    } finally {
      asking = false
    }
  }, 1000)
  try {
    return parse(Composed, await operator.post('/v1/studio/releases', { as }), 'reply')
  } finally {
    clearInterval(timer)
  }
}

/** @returns the refusal of a release that answers fewer questions, so that what was composed is said first */
async function demoSign(
  operator: Operator,
  version: number,
  body: { as: string; acceptLowerRecall: boolean; departments?: string[] },
) {
  try {
    await operator.post(`/v1/studio/releases/${version}/demo-signature`, body)
    return null
  } catch (error) {
    if (error instanceof AppError && error.code === 'lower-recall')
      return new AppError(
        error.code,
        `Release ${version} waits unsigned: search would answer fewer of your own questions than before. Mend the content, or sign it all the same with --accept-lower-recall.`,
        error,
      )
    throw error
  }
}

function said(composed: Composed, told: ReleaseDifference, published: boolean): string[] {
  const { version, objects, changed, removed, leftOut, sha256, withoutVectors, drafts, thresholdChange } = composed
  return [
    ...changed.map((entry) => `${entry.change.padEnd(9)} ${entry.kind} ${entry.id}, version ${entry.version}`),
    ...removed.map((entry) => `removed   ${entry.kind} ${entry.id}`),
    ...leftOut.map((entry) => `left out  ${entry.kind} ${entry.id}: ${entry.reason}`),
    ...alsoLines(composed),
    ...(drafts === 0
      ? []
      : [drafts === 1 ? '1 newer draft is not approved yet.' : `${drafts} newer drafts are not approved yet.`]),
    ...(thresholdChange === null ? [] : [thresholdChange]),
    ...(withoutVectors === null
      ? []
      : [`Devices make the vectors for search by meaning themselves: ${withoutVectors}`]),
    ...checkLines(composed),
    ...forWhomLines(told),
    // what search does and that vectors are missing is said above
    ...warningLines(told.warnings.filter(({ about }) => about !== 'search' && about !== 'vectors')),
    published
      ? `Release ${version} with ${objects} objects is published.`
      : `Release ${version} with ${objects} objects waits for an L&D reviewer, who signs it on the review page (${sha256.slice(0, 12)}).`,
  ]
}

const alsoNames = {
  approvals: 'approvals',
  synonyms: 'synonyms',
  threshold: 'the threshold below which nothing fits',
  vectors: 'vectors for search by meaning',
  parameters: 'how hard the items are',
  evidence: 'what people said of answers',
} as const

/** Only where no object says what the release is for. */
function alsoLines({ changed, removed, also }: Composed): string[] {
  if (changed.length > 0 || removed.length > 0) return []
  if (also.length === 0) return ['No object has changed; this release renews the last one before it runs out.']
  return [`No object has changed. What has: ${also.map((name) => alsoNames[name]).join(', ')}.`]
}

function checkLines({ check }: Composed): string[] {
  if (!check) return []
  const { questions, recall3, before, failed, lost } = check
  const answered = (share: number) => Math.round(share * questions)
  const was = before === null ? '' : `; the last release answers ${answered(before)}`
  const lower = before !== null && recall3 < before
  return [
    `Search answers ${answered(recall3)} of your ${questions} questions among its first three${was}.`,
    ...failedLines(failed),
    ...(lower ? ['Warning: this release answers fewer than the last one. Lost:', ...failedLines(lost)] : []),
  ]
}
