import { defineCommand } from 'citty'
import * as v from 'valibot'
import { RecallList } from '#core/authoring'
import { AppError, parse } from '#core/base'
import { recallReasons } from '#core/releases'
import { withOperator } from '../client.ts'
import { recallLines } from './release-lines.ts'

const Composed = v.object({
  version: v.number(),
  sha256: v.string(),
  removed: v.array(v.object({ kind: v.string(), id: v.string() })),
})

export const recall = defineCommand({
  meta: {
    name: 'recall',
    description: 'Withdraw a released object from every device; without one, say how far each recall has come',
  },
  args: {
    kind: { type: 'positional', description: 'e.g. job-aid', required: false },
    id: { type: 'positional', description: 'of the object', required: false },
    reason: { type: 'string', description: `what people are told: ${recallReasons.join(', ')}` },
    note: { type: 'string', description: 'for colleagues; devices are not told' },
    as: { type: 'string', description: 'the L&D lead it is done for' },
    json: { type: 'boolean', description: 'one JSON object on stdout' },
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      if (!args.kind) {
        const recalls = parse(RecallList, await operator.get('/v1/studio/recalls'), 'recalls')
        if (args.json) console.log(JSON.stringify({ recalls }))
        else for (const line of recalls.flatMap(recallLines)) console.log(line)
        return
      }
      if (!args.id || !args.reason || !args.as)
        throw new AppError('bad-input', 'Say what and why: handrail recall <kind> <id> --reason wrong --as <person>.')
      const { kind, id, reason, note = '', as } = args
      const composed = parse(
        Composed,
        await operator.post('/v1/studio/recalls', { as, kind, id, reason, note }),
        'reply',
      )
      if (args.json) return console.log(JSON.stringify(composed))
      for (const gone of composed.removed) console.log(`withdrawn  ${gone.kind} ${gone.id}`)
      console.log(
        `Release ${composed.version} takes this away and brings nothing. It waits for an L&D reviewer, who signs it on the review page (${composed.sha256.slice(0, 12)}).`,
      )
    }),
})
