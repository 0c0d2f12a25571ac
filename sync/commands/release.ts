import { defineCommand } from 'citty'
import * as v from 'valibot'
import { parse } from '#core/base'
import { createOperator } from '../client.ts'

const Ref = { kind: v.string(), id: v.string() }
const Composed = v.object({
  version: v.number(),
  sha256: v.string(),
  objects: v.number(),
  changed: v.array(v.object({ ...Ref, version: v.number() })),
  removed: v.array(v.object(Ref)),
  leftOut: v.array(v.object({ ...Ref, reason: v.string() })),
})
type Composed = v.InferOutput<typeof Composed>

export const release = defineCommand({
  meta: {
    name: 'release',
    description: 'Compose the next release from what is approved; an L&D reviewer then signs it',
  },
  args: {
    as: { type: 'string', description: 'the L&D lead it is composed for', required: true },
    'demo-sign': { type: 'boolean', description: "sign with the demo's L&D key file; refused elsewhere" },
    json: { type: 'boolean', description: 'one JSON object on stdout' },
  },
  async run({ args }) {
    const operator = await createOperator()
    try {
      const composed = parse(Composed, await operator.post('/v1/studio/releases', { as: args.as }), 'reply')
      const published = args['demo-sign'] === true
      if (published) await operator.post(`/v1/studio/releases/${composed.version}/demo-signature`, { as: args.as })
      if (args.json) console.log(JSON.stringify({ ...composed, published }))
      else for (const line of said(composed, published)) console.log(line)
    } finally {
      await operator.close()
    }
  },
})

function said({ version, objects, changed, removed, leftOut, sha256 }: Composed, published: boolean): string[] {
  return [
    ...changed.map((entry) => `changed   ${entry.kind} ${entry.id}, version ${entry.version}`),
    ...removed.map((entry) => `removed   ${entry.kind} ${entry.id}`),
    ...leftOut.map((entry) => `left out  ${entry.kind} ${entry.id}: ${entry.reason}`),
    published
      ? `Release ${version} with ${objects} objects is published.`
      : `Release ${version} with ${objects} objects waits for an L&D reviewer, who signs it on the review page (${sha256.slice(0, 12)}).`,
  ]
}
